// What the line says that stands for a file which was deleted when its term was over.

import type { Bijzonderheden } from '../domain/regel.ts'

/** `handeling` of that line. */
export const VERWIJDERD = 'audit-verwijderd'

/** Its `bijzonderheden`. */
export interface Verwijdering extends Bijzonderheden {
  /** Name of the file, without its directory. */
  bestand: string
  eersteMoment: string | null
  laatsteMoment: string | null
  regels: number
  /** The file after it goes on from here: so a chain whose beginning is gone can still be proved. */
  laatsteHash: string | null
}

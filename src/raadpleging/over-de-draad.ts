// Questions, answers and faults as the replicas send them to one another.

import type { Seal } from '../cache/seal.ts'
import { packValue, unpackValue } from '../cache/value.ts'
import type { Codec } from '../dispatch/wire/codec.ts'
import type { Fetched } from './fetch-entry.ts'
import { foutVan, leesFout, problemVan } from './fout.ts'
import { bevragingMet, type Invoer, readVraag, type Vraag } from './vraag.ts'

export interface DraadParts {
  /** Seals answers as it seals them in Redis; absent: they are sent as they are. */
  seal?: Seal | undefined
  /** How this process writes days for Vektis: who calls decides. */
  datumformaat: string
  /** A defect of this process, of which another hears no more than that it is one. */
  onDefect: (error: unknown) => void
}

/** Where the entry stands in Redis: its seal is bound to that place, here too. */
const placeOf = (key: string) => `{agb}:entry:${key}`

/** In front of an answer: may who hears it hold it? */
const HELD = 'h'
const PASSING = 'p'

/**
 * Characters of JSON that travel without being deflated: where nothing else goes on, that takes some 0.25 ms at one end and
 * 0.15 at the other, and somebody waits for it. Nothing of it is kept.
 */
const AS_IS_UP_TO = 16 * 1024

/** A question is the id of the catalogue and its values, never a path: they pass what a caller's own would have to. */
export function createCodec({ seal, datumformaat, onDefect }: DraadParts): Codec<Vraag, Fetched> {
  function readParts(json: unknown): { key: string; parts: Vraag } | undefined {
    const { id, waarden } = Object(json) as Record<string, unknown>
    const bevraging = typeof id === 'string' ? bevragingMet(id) : undefined
    if (!bevraging) return undefined
    const { vraag, fouten } = readVraag(bevraging, Object(waarden) as Invoer, datumformaat)
    return fouten.length === 0 ? { key: vraag.sleutel, parts: vraag } : undefined
  }

  return {
    writeParts: ({ bevraging: { id }, waarden }) => ({ id, waarden }),
    readParts,
    writeAnswer: (key, { entry, mayBeHeld }) =>
      Buffer.concat([Buffer.from(mayBeHeld ? HELD : PASSING), packValue(placeOf(key), entry, seal, AS_IS_UP_TO)]),
    mayBeHeld: ({ mayBeHeld }) => mayBeHeld,
    readAnswer: (key, bytes) => ({
      entry: unpackValue(placeOf(key), bytes.subarray(1), seal),
      mayBeHeld: bytes.toString('latin1', 0, 1) === HELD,
    }),
    writeFault: (error) => {
      const fout = foutVan(error)
      if (fout.code === 'interne-fout') onDefect(error)
      return fout
    },
    readFault: (json) => problemVan(leesFout(json)),
  }
}

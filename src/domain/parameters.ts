// What a caller may fill in: every parameter of a path or query, how it is checked and how it is written down.

import { alsSleutel, type Dag, leesDag, leesMoment } from './datum.ts'

export interface Parameter {
  in: 'path' | 'query'
  /** How the parameter must look, in Dutch: callers read it. */
  eis: string
  schema: Record<string, unknown>
  /** The value as we key it, or undefined when it does not meet the demand. */
  lees: (tekst: string) => { sleutel: string; dag?: Dag } | undefined
}

const patroon = (regel: RegExp) => (tekst: string) => (regel.test(tekst) ? { sleutel: tekst } : undefined)

const geheel = (min: number) => (tekst: string) => {
  if (!/^-?\d{1,10}$/.test(tekst)) return undefined
  const getal = Number(tekst)
  return getal >= min && getal <= 2 ** 31 - 1 ? { sleutel: String(getal) } : undefined
}

const dag = (lezers: Array<(tekst: string) => Dag | undefined>) => (tekst: string) => {
  for (const lees of lezers) {
    const gelezen = lees(tekst)
    if (gelezen) return { sleutel: alsSleutel(gelezen), dag: gelezen }
  }
  return undefined
}

/** All parameters by the name that Vektis gives them. */
export const parameters = {
  agbcode: {
    in: 'path',
    eis: 'precies acht cijfers, voorloopnullen inbegrepen',
    schema: { type: 'string', pattern: '^[0-9]{8}$', examples: ['03000001'] },
    lees: patroon(/^[0-9]{8}$/),
  },
  peildatum: {
    in: 'path',
    eis: 'een bestaande dag als jjjj-mm-dd of jjjjmmdd',
    schema: { type: 'string', pattern: '^[0-9]{4}-?[0-9]{2}-?[0-9]{2}$', examples: ['2026-01-31'] },
    lees: dag([leesDag]),
  },
  vanaf: {
    in: 'path',
    eis: 'een bestaande dag als jjjj-mm-dd of jjjjmmdd, of een moment volgens RFC 3339',
    schema: { type: 'string', minLength: 8, maxLength: 40, examples: ['2026-01-31'] },
    lees: dag([leesDag, leesMoment]),
  },
  zorgsoort: {
    in: 'path',
    eis: 'precies twee cijfers',
    schema: { type: 'string', pattern: '^[0-9]{2}$', examples: ['03'] },
    lees: patroon(/^[0-9]{2}$/),
  },
  number: {
    in: 'path',
    eis: 'een geheel getal van 32 bits',
    schema: { type: 'integer', format: 'int32', examples: [7] },
    lees: geheel(-(2 ** 31)),
  },
  paginanummer: {
    in: 'query',
    eis: 'een geheel getal vanaf 1',
    schema: { type: 'integer', format: 'int32', minimum: 1, examples: [1] },
    lees: geheel(1),
  },
  aantal: {
    in: 'query',
    eis: 'een geheel getal vanaf 1',
    schema: { type: 'integer', format: 'int32', minimum: 1, examples: [100] },
    lees: geheel(1),
  },
} satisfies Record<string, Parameter>

export type Parameternaam = keyof typeof parameters

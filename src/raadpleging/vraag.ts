// One well-formed question: what it asks, under which key it is kept, which path brings it from Vektis.

import type { Bevraging } from '../domain/catalogus.ts'
import { schrijfDag } from '../domain/datum.ts'
import { type Parameter, type Parameternaam, parameters } from '../domain/parameters.ts'
import type { Invoerfout } from '../errors.ts'

export interface Vraag {
  bevraging: Bevraging
  /** Key of the cache: the question and its values, never the caller. */
  sleutel: string
  /** Path and query at Vektis. */
  pad: string
  agbcode?: string
  zorgsoort?: string
  /** Of the connectivity test. */
  number?: number
}

/** What a caller filled in, as it came: a value, several, or nothing. */
export type Invoer = Readonly<Record<string, unknown>>

type Gelezen = NonNullable<ReturnType<Parameter['lees']>>

/** Reads every parameter; all faults together, and what is right all the same (for the audit). */
export function readVraag(
  bevraging: Bevraging,
  invoer: Invoer,
  datumformaat: string,
): { vraag: Vraag; fouten: Invoerfout[] } {
  const gelezen = new Map<Parameternaam, Gelezen>()
  const fouten: Invoerfout[] = []
  for (const naam of [...bevraging.padparameters, ...bevraging.queryparameters]) {
    const parameter: Parameter = parameters[naam]
    const ruw = invoer[naam]
    const waarde = typeof ruw === 'string' ? parameter.lees(ruw) : undefined
    if (waarde) gelezen.set(naam, waarde)
    else
      fouten.push({
        in: parameter.in,
        naam,
        melding: `${ruw === undefined ? 'ontbreekt' : 'klopt niet'}: ${parameter.eis}`,
      })
  }
  return { vraag: schrijfVraag(bevraging, gelezen, datumformaat), fouten }
}

/** A question of which every value is known to be right. */
export function vraagMet(bevraging: Bevraging, waarden: Partial<Record<Parameternaam, string>>): Vraag {
  const gelezen = new Map(Object.entries(waarden).map(([naam, sleutel]) => [naam as Parameternaam, { sleutel }]))
  return schrijfVraag(bevraging, gelezen, 'yyyy-MM-dd')
}

function schrijfVraag(bevraging: Bevraging, gelezen: ReadonlyMap<Parameternaam, Gelezen>, datumformaat: string): Vraag {
  const sleutel = (naam: Parameternaam) => gelezen.get(naam)?.sleutel
  const vorm = (naam: Parameternaam) => {
    const waarde = gelezen.get(naam)
    return encodeURIComponent(waarde?.dag ? schrijfDag(waarde.dag, datumformaat) : (waarde?.sleutel ?? ''))
  }
  const namen = [...bevraging.padparameters, ...bevraging.queryparameters]
  const query = bevraging.queryparameters.map((naam) => `${naam}=${vorm(naam)}`).join('&')
  const agbcode = sleutel('agbcode')
  const zorgsoort = sleutel('zorgsoort')
  const number = sleutel('number')
  return {
    bevraging,
    sleutel: [bevraging.id, ...namen.map((naam) => sleutel(naam) ?? '')].join('/'),
    pad: bevraging.pad.replace(/\{(\w+)\}/g, (_, naam: Parameternaam) => vorm(naam)) + (query && `?${query}`),
    ...(agbcode !== undefined && { agbcode }),
    ...(zorgsoort !== undefined && { zorgsoort }),
    ...(number !== undefined && { number: Number(number) }),
  }
}

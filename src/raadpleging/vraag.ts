// One well-formed question: what it asks, under which key it is kept, and which path brings it from Vektis.

import { type Bevraging, catalogus } from '../domain/catalogus.ts'
import { afgerond, alsSleutel, type Dag, schrijfDag } from '../domain/datum.ts'
import { type Parameter, type Parameternaam, parameters } from '../domain/parameters.ts'
import type { Invoerfout } from '../errors.ts'

export interface Vraag {
  bevraging: Bevraging
  /** The values as they were written, each of them right: who reads them again has the same question. */
  waarden: Readonly<Partial<Record<Parameternaam, string>>>
  /** Key of the cache: the question and its values, never the caller. */
  sleutel: string
  /** How the days in its path are written for Vektis. */
  datumformaat: string
  agbcode?: string
  zorgsoort?: string
  /** Of a list of changed codes: since when, as far as Vektis is told. */
  vanaf?: Dag
  /** Of the connectivity test. */
  number?: number
}

/** What a caller filled in, as it came: a value, several, or nothing. */
export type Invoer = Readonly<Record<string, unknown>>

/** One value: as it was written, and as it was read. */
type Gelezen = NonNullable<ReturnType<Parameter['lees']>> & { ruw: string }

/** The connectivity test in the catalogue; also its key, for its answers say the same whatever number was asked. */
export const TEST = 'test'

const perId = new Map<string, Bevraging>(catalogus.map((bevraging) => [bevraging.id, bevraging]))

export const bevragingMet = (id: string): Bevraging | undefined => perId.get(id)

function lees(naam: Parameternaam, ruw: unknown): Gelezen | undefined {
  const parameter: Parameter = parameters[naam]
  const gelezen = typeof ruw === 'string' ? parameter.lees(ruw) : undefined
  return gelezen && { ...gelezen, ruw: String(ruw) }
}

/** Reads every parameter; all faults together, and what is right all the same (for the audit). */
export function readVraag(
  bevraging: Bevraging,
  invoer: Invoer,
  datumformaat: string,
): { vraag: Vraag; fouten: Invoerfout[] } {
  const gelezen = new Map<Parameternaam, Gelezen>()
  const fouten: Invoerfout[] = []
  const { padparameters, queryparameters } = bevraging
  for (const naam of queryparameters.length > 0 ? [...padparameters, ...queryparameters] : padparameters) {
    const waarde = lees(naam, invoer[naam])
    if (waarde) {
      gelezen.set(naam, waarde)
      continue
    }
    const { in: plaats, eis } = parameters[naam]
    fouten.push({ in: plaats, naam, melding: `${invoer[naam] === undefined ? 'ontbreekt' : 'klopt niet'}: ${eis}` })
  }
  return { vraag: schrijfVraag(bevraging, gelezen, datumformaat), fouten }
}

/** The question that an answer is kept under this key for; undefined: there is none any more. */
export function vraagVan(sleutel: string, datumformaat: string): Vraag | undefined {
  const [id = '', ...waarden] = sleutel.split('/')
  const bevraging = bevragingMet(id)
  if (!bevraging) return undefined
  const namen = [...bevraging.padparameters, ...bevraging.queryparameters]
  const invoer = Object.fromEntries(namen.map((naam, plaats) => [naam, waarden[plaats]]))
  const { vraag, fouten } = readVraag(bevraging, invoer, datumformaat)
  return fouten.length === 0 && vraag.sleutel === sleutel ? vraag : undefined
}

/** A question of which every value is known to be right. */
export function vraagMet(bevraging: Bevraging, waarden: Partial<Record<Parameternaam, string>>): Vraag {
  const gelezen = new Map(
    Object.entries(waarden).map(([naam, sleutel]) => [naam as Parameternaam, { sleutel, ruw: sleutel }]),
  )
  return schrijfVraag(bevraging, gelezen, 'yyyy-MM-dd')
}

function schrijfVraag(bevraging: Bevraging, gelezen: ReadonlyMap<Parameternaam, Gelezen>, datumformaat: string): Vraag {
  const { padparameters, queryparameters } = bevraging
  const waarden: Partial<Record<Parameternaam, string>> = {}
  const sleutels: Partial<Record<Parameternaam, string>> = {}
  for (const [naam, { ruw, sleutel, dag }] of gelezen) {
    waarden[naam] = ruw
    // Two moments that Vektis is told as the same day are one question.
    sleutels[naam] = dag ? alsSleutel(afgerond(dag, datumformaat)) : sleutel
  }
  let sleutel = bevraging.id
  for (const naam of padparameters) sleutel += `/${sleutels[naam] ?? ''}`
  for (const naam of queryparameters) sleutel += `/${sleutels[naam] ?? ''}`
  const { agbcode, zorgsoort, number } = sleutels
  const vanaf = gelezen.get('vanaf')?.dag
  return {
    bevraging,
    waarden,
    sleutel: bevraging.id === TEST ? TEST : sleutel,
    datumformaat,
    ...(agbcode !== undefined && { agbcode }),
    ...(zorgsoort !== undefined && { zorgsoort }),
    ...(vanaf !== undefined && { vanaf: afgerond(vanaf, datumformaat) }),
    ...(number !== undefined && { number: Number(number) }),
  }
}

/** Path and query at Vektis. */
export function padVan({ bevraging, waarden, datumformaat }: Vraag): string {
  const vorm = (naam: Parameternaam) => {
    const waarde = lees(naam, waarden[naam])
    return encodeURIComponent(waarde?.dag ? schrijfDag(waarde.dag, datumformaat) : (waarde?.sleutel ?? ''))
  }
  const query = bevraging.queryparameters.map((naam) => `${naam}=${vorm(naam)}`).join('&')
  return bevraging.pad.replace(/\{(\w+)\}/g, (_, naam: Parameternaam) => vorm(naam)) + (query && `?${query}`)
}

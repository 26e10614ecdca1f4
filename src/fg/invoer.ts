// What the FG may fill in over HTTP: a JSON body, every property checked, all faults named together.

import type { Invoerfout } from '../errors.ts'
import { parameters } from '../domain/parameters.ts'
import { GRENS_EIS, leesGrens, type Periode } from './periode.ts'

/** Longest period of one question over HTTP, in days; the command has no such bound. */
export const MAX_DAGEN = 31
/** In October the clock goes back: 31 days of the calendar are then an hour longer. */
const MAX_MS = (MAX_DAGEN * 24 + 1) * 3_600_000
const STANDAARD_MS = MAX_DAGEN * 24 * 3_600_000
const STANDAARD_RIJEN = 100
const MAX_RIJEN = 1000

export interface Invoer {
  periode: Periode
  agbcode: string | undefined
  intern: boolean
  rijen: number
  afnemer: string | undefined
}

interface Veld {
  /** How the value must look, in Dutch: callers read it. */
  eis: string
  schema: Record<string, unknown>
  goed: (waarde: unknown) => boolean
}

const isTekst =
  (goed: (tekst: string) => boolean) =>
  (waarde: unknown): boolean =>
    typeof waarde === 'string' && goed(waarde)

const grens = (kant: keyof Periode, uitleg: string): Veld => ({
  eis: GRENS_EIS,
  schema: { type: 'string', maxLength: 40, examples: ['2026-01-31'], description: `${uitleg}; ${GRENS_EIS}` },
  goed: isTekst((tekst) => leesGrens(tekst, kant) !== undefined),
})

/** Every property that a body can have. */
export const velden = {
  van: grens('van', `Begin van de periode, standaard ${MAX_DAGEN} dagen voor het einde`),
  tot: grens(
    'tot',
    `Einde van de periode, standaard nu; een dag telt mee, een moment niet. Hoogstens ${MAX_DAGEN} dagen`,
  ),
  agbcode: {
    eis: parameters.agbcode.eis,
    schema: { ...parameters.agbcode.schema, description: 'De partij om wie het gaat' },
    goed: isTekst((tekst) => parameters.agbcode.lees(tekst) !== undefined),
  },
  intern: {
    eis: 'true of false',
    schema: {
      type: 'boolean',
      default: false,
      description: 'Ook afnemers en gebruikers: niet voor de betrokkene zelf',
    },
    goed: (waarde) => typeof waarde === 'boolean',
  },
  rijen: {
    eis: `een geheel getal van 1 tot en met ${MAX_RIJEN}`,
    schema: {
      type: 'integer',
      minimum: 1,
      maximum: MAX_RIJEN,
      default: STANDAARD_RIJEN,
      description: 'Hoeveel gebruikers het antwoord hoogstens noemt',
    },
    goed: (waarde) => Number.isInteger(waarde) && Number(waarde) >= 1 && Number(waarde) <= MAX_RIJEN,
  },
  afnemer: {
    eis: 'de naam van een afnemer, zoals in de policy',
    schema: { type: 'string', maxLength: 64, description: 'Alleen wat deze afnemer kreeg; standaard alle' },
    goed: isTekst((tekst) => /^[a-z0-9][a-z0-9-]{0,63}$/.test(tekst)),
  },
} as const satisfies Record<string, Veld>

export type Veldnaam = keyof typeof velden

const fout = (naam: string, melding: string): Invoerfout => ({ in: 'body', naam, melding })

/** A name that nobody knows is repeated only when it can be nothing but a name. */
const onbekend = (naam: string): Invoerfout =>
  fout(/^[A-Za-z]{1,32}$/.test(naam) ? naam : '', 'deze eigenschap bestaat hier niet')

/**
 * @param namen the properties this question has
 * @param now ms since the epoch
 */
export function leesInvoer(
  body: unknown,
  { namen, verplicht }: { namen: readonly Veldnaam[]; verplicht: readonly Veldnaam[] },
  now: number,
): { invoer: Invoer; fouten: Invoerfout[] } {
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
  const waarden = (isObject ? body : {}) as Record<string, unknown>
  const fouten: Invoerfout[] = isObject ? [] : [fout('', 'stuur een JSON-object')]
  for (const naam of Object.keys(waarden)) if (!namen.some((eigen) => eigen === naam)) fouten.push(onbekend(naam))
  for (const naam of isObject ? namen : []) {
    const ontbreekt = !Object.hasOwn(waarden, naam)
    if (ontbreekt ? verplicht.includes(naam) : !velden[naam].goed(waarden[naam]))
      fouten.push(fout(naam, velden[naam].eis))
  }
  const periode = leesPeriode(waarden, now)
  if (fouten.length === 0 && periode.van >= periode.tot) fouten.push(fout('van', 'van ligt voor tot'))
  if (fouten.length === 0 && periode.tot - periode.van > MAX_MS)
    fouten.push(fout('van', `hoogstens ${MAX_DAGEN} dagen voor tot; voor langer is er de opdracht agb-gateway`))
  const { agbcode, intern, rijen, afnemer } = waarden
  return {
    fouten,
    invoer: {
      periode,
      agbcode: typeof agbcode === 'string' && velden.agbcode.goed(agbcode) ? agbcode : undefined,
      intern: intern === true,
      rijen: typeof rijen === 'number' ? rijen : STANDAARD_RIJEN,
      afnemer: typeof afnemer === 'string' ? afnemer : undefined,
    },
  }
}

function leesPeriode({ van, tot }: Record<string, unknown>, now: number): Periode {
  const einde = (typeof tot === 'string' ? leesGrens(tot, 'tot') : undefined) ?? now
  const begin = typeof van === 'string' ? leesGrens(van, 'van') : undefined
  return { van: begin ?? einde - STANDAARD_MS, tot: einde }
}

// A first fill without a gateway: lists and parties as the test says them, on a clock of its own.

import type { Doel } from '../../src/doelbinding/policy.ts'
import { createHaal, type Tegenslag, type Uitkomst } from '../../src/vul/haal.ts'
import type { Lijst } from '../../src/vul/omvang.ts'
import { AANTAL } from '../../src/vul/pagina.ts'
import { createEigenPlaats, type Plaats } from '../../src/vul/plaats.ts'
import { isBezig, type Stand } from '../../src/vul/stand.ts'
import { createVul, type Vul } from '../../src/vul/vul.ts'
import { createWandeling } from '../../src/vul/wandeling.ts'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'

export type Doelen = Array<Pick<Doel, 'bewerkingen' | 'partijtypen' | 'rijfilter' | 'verlooptOp'>>

export interface Rij {
  AGBCode: string
  Type: { Code: string }
}

export const rij = (nummer: number, type = '1'): Rij => ({
  AGBCode: String(nummer).padStart(8, '0'),
  Type: { Code: type },
})

/** So many rows of zorgverleners, from this number. */
export const rijen = (from: number, count: number): Rij[] => Array.from({ length: count }, (_, at) => rij(from + at))

/** The page with this number, cut out of all rows. */
export function paginaVan(all: readonly Rij[], nummer: number, size = AANTAL) {
  return {
    Paginanummer: nummer,
    Paginagrootte: size,
    Totaalpaginas: Math.ceil(all.length / size),
    Totaalrecords: all.length,
    Data: all.slice((nummer - 1) * size, nummer * size),
    Succeeded: true,
    Errors: null,
    Message: null,
  }
}

/** Vektis finds the question wrong. */
export class Geweigerd extends Error {}
/** There is no place for so many ms. */
export class GeenPlaats extends Error {
  readonly ms: number
  constructor(ms: number) {
    super()
    this.ms = ms
  }
}

const tegenslag = (fault: unknown): Tegenslag => ({
  geweigerd: fault instanceof Geweigerd,
  ...(fault instanceof GeenPlaats && { wachtMs: fault.ms }),
})

/** As the dispatcher's desk does: who hangs up waits no longer. */
async function orAborted<T>(work: T | Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  return Promise.race([work, promise])
}

export interface StageParts {
  pagina: (lijst: Lijst, nummer: number) => unknown
  partij?: (agbcode: string) => Uitkomst | Promise<Uitkomst>
  lijsten?: () => readonly Lijst[]
  clock?: FakeClock
  plaats?: Plaats
  verantwoord?: (gebeurtenis: string) => Promise<void>
}

export interface Stage extends Vul {
  clock: FakeClock
  plaats: Plaats
  /** Pages that were asked, as `zorgsoort:number`, and codes, in order. */
  pages: string[]
  codes: string[]
  /** What was written down. */
  lines: string[]
  faults: unknown[]
  /** Begins, walks as the dispatcher, and gives the state at the end. Time goes on by itself. */
  toTheEnd: () => Promise<Stand>
}

export const allen: readonly Lijst[] = [{ zorgsoort: null, partijtypen: ['zorgverlener'] }]

export function createStage(parts: StageParts): Stage {
  const { clock = createFakeClock(), plaats = createEigenPlaats(), lijsten = () => allen } = parts
  const { partij = () => 'gehaald', verantwoord = async () => {} } = parts
  const pages: string[] = []
  const codes: string[] = []
  const lines: string[] = []
  const faults: unknown[] = []
  const vul = createVul({
    clock,
    plaats,
    omvang: lijsten,
    stap: createWandeling({
      clock,
      omvang: lijsten,
      pagina: async (lijst, nummer) => {
        pages.push(`${lijst.zorgsoort ?? 'alle'}:${nummer}`)
        return parts.pagina(lijst, nummer)
      },
      haal: createHaal({
        clock,
        partij: async (_, agbcode, signal) => {
          codes.push(agbcode)
          return orAborted(partij(agbcode), signal)
        },
        tegenslag,
      }),
      tegenslag,
    }),
    verantwoord: async (gebeurtenis) => {
      await verantwoord(gebeurtenis)
      lines.push(gebeurtenis)
    },
    onVerder: () => {},
    onStap: () => {},
    onFault: (fault) => void faults.push(fault),
  })

  async function toTheEnd(): Promise<Stand> {
    await vul.begin()
    const ending = new AbortController()
    const running = vul.run(ending.signal)
    for (let seconds = 0; seconds < 100_000; seconds += 1) {
      const stand = await plaats.lees()
      if (stand && !isBezig(stand)) {
        ending.abort()
        await running
        return stand
      }
      await clock.advance(1_000)
    }
    throw new Error('it has no end')
  }

  return { ...vul, clock, plaats, pages, codes, lines, faults, toTheEnd }
}

// The first fill: begun and stopped by an operator at any replica, walked by the dispatcher, gone on with by the next.

import type { Clock } from '../lib/clock.ts'
import type { Lijst } from './omvang.ts'
import type { Plaats, Volgende } from './plaats.ts'
import { isBezig, nieuweStand, type Stand } from './stand.ts'
import type { Wandeling } from './wandeling.ts'

/** What happened, for the audit. */
export type Gebeurtenis = 'begonnen' | 'klaar' | 'gestopt' | 'afgebroken'

export interface VulParts {
  clock: Clock
  plaats: Plaats
  /** What is granted in bulk now. */
  omvang: () => readonly Lijst[]
  stap: Wandeling
  /** Writes it down durably, before it counts as having happened. Rejects when it cannot be. */
  verantwoord: (gebeurtenis: Gebeurtenis, stand: Stand | Volgende) => Promise<void>
  /** The dispatcher goes on with it: after another, or for the first time. */
  onVerder: (stand: Stand) => void
  /** A page was walked, or the walk ended. */
  onStap: (stand: Stand, before: Stand) => void
  onFault: (fault: unknown) => void
}

export type Begonnen = 'begonnen' | 'loopt-al' | 'niets-in-bulk'

export interface Vul {
  /** @throws what `plaats` does, as both others: then nobody knows */
  stand: () => Promise<Stand | undefined>
  begin: () => Promise<Begonnen>
  /** False: there is nothing to stop. */
  stop: () => Promise<boolean>
  /** Walks while this process is the dispatcher: until the signal. */
  run: (signal: AbortSignal) => Promise<void>
  /** Of the fill that this process walks now. */
  hier: () => Stand | undefined
}

/** How soon the dispatcher hears of an operator, in ms; and how soon the others see how far it is. */
const LOOK_MS = 1_000
const TELL_MS = 2_000
/** After a state that could not be written, in ms. */
const RETRY_MS = 5_000

const einden: Partial<Record<Stand['fase'], Gebeurtenis>> = {
  klaar: 'klaar',
  gestopt: 'gestopt',
  afgebroken: 'afgebroken',
}

export function createVul(parts: VulParts): Vul {
  const { clock, plaats, omvang, stap, verantwoord, onVerder, onStap, onFault } = parts
  let hier: Stand | undefined

  /**
   * Writes the next state, or gives the one that an operator put there meanwhile. When Redis lost it, this process is the
   * one that knows.
   */
  async function zet(deze: Stand, door: Volgende): Promise<Stand | undefined> {
    const next = { ...door, bijgewerktOp: clock.now() }
    const gezet = await plaats.vervang(deze, next)
    if (gezet) return gezet
    const daar = await plaats.lees()
    return daar ?? plaats.vervang(undefined, next)
  }

  /** An end is written down first: a line too many after a crash is better than none. But not for what is another's now. */
  async function zetNa(deze: Stand, door: Volgende): Promise<Stand | undefined> {
    const gebeurtenis = einden[door.fase]
    const daar = gebeurtenis && (await plaats.lees())
    if (daar && daar.versie !== deze.versie) return daar
    if (gebeurtenis) await verantwoord(gebeurtenis, door)
    return zet(deze, door)
  }

  async function werk(at: Stand, signal: AbortSignal): Promise<Stand | undefined> {
    if (at.fase === 'gevraagd') {
      await verantwoord('begonnen', at)
      return zet(at, { ...at, fase: 'loopt' })
    }
    if (at.fase === 'stopt') return zetNa(at, { ...at, fase: 'gestopt', opPagina: 0 })
    return wandel(at, signal)
  }

  /** One step; beside it is told how far it is, which is also how this process hears that somebody wrote another state. */
  async function wandel(at: Stand, signal: AbortSignal): Promise<Stand | undefined> {
    const ending = new AbortController()
    const until = AbortSignal.any([signal, ending.signal])
    let stand = at
    let isOnze = true
    let gedaan = 0

    async function tell(): Promise<void> {
      while (!until.aborted) {
        await clock.sleep(TELL_MS, until)
        // One that cannot be told now is told the next time.
        const daar = await zet(stand, { ...stand, opPagina: gedaan }).catch(() => undefined)
        if (!daar) continue
        stand = daar
        hier = daar
        isOnze = daar.fase === 'loopt' && daar.begonnenOp === at.begonnenOp
        if (!isOnze) ending.abort()
      }
    }

    const telling = tell().catch(() => {})
    const onVoortgang = (aantal: number) => {
      gedaan = aantal
    }
    let next: Volgende | undefined
    try {
      next = await stap(at, onVoortgang, until)
    } catch (fault) {
      if (isOnze) throw fault
    } finally {
      ending.abort()
      await telling
    }
    return next && isOnze ? zetNa(stand, next) : stand
  }

  async function walk(first: Stand, signal: AbortSignal): Promise<void> {
    onVerder(first)
    for (let at: Stand | undefined = first; at && isBezig(at) && !signal.aborted; ) {
      const before: Stand = at
      hier = before
      at = await werk(before, signal)
      if (at) onStap(at, before)
    }
  }

  /** Once more when another state came between. */
  async function probeer<T>(work: (at: Stand | undefined) => Promise<T | undefined>, times = 10): Promise<T> {
    for (let tried = 1; ; tried += 1) {
      const done = await work(await plaats.lees())
      if (done !== undefined) return done
      if (tried === times) throw new Error('the state of the first fill changes all the time')
    }
  }

  return {
    stand: plaats.lees,
    hier: () => hier,
    begin: () => {
      const lijsten = omvang()
      return probeer(async (at): Promise<Begonnen | undefined> => {
        if (lijsten.length === 0) return 'niets-in-bulk'
        if (at && isBezig(at)) return 'loopt-al'
        return (await plaats.vervang(at, nieuweStand(lijsten, clock.now()))) && 'begonnen'
      })
    },
    stop: () =>
      probeer(async (at) => {
        if (!at || !isBezig(at) || at.fase === 'stopt') return at?.fase === 'stopt'
        return (await plaats.vervang(at, { ...at, fase: 'stopt' })) && true
      }),
    run: async (signal) => {
      while (!signal.aborted) {
        let pauseMs = LOOK_MS
        try {
          const at = await plaats.lees()
          if (at && isBezig(at)) await walk(at, signal)
        } catch (fault) {
          if (!signal.aborted) onFault(fault)
          pauseMs = RETRY_MS
        } finally {
          hier = undefined
        }
        await clock.sleep(pauseMs, signal).catch(() => {})
      }
    },
  }
}

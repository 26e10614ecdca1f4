// Watches each caller for walking through numbers: first slows it, then stops it, until time or an operator frees it.

import type { Clock } from '../lib/clock.ts'
import { Gestopt } from './gestopt.ts'
import { type Grenzen, isStop, isTraag, type Oordeel, oordeelCodes, oordeelOnbekend, vertraging } from './oordeel.ts'
import { createSpoor, type Spoor } from './spoor.ts'
import type { Soort, Stand } from './stand.ts'
import { createStanden } from './standen.ts'
import type { Vloot } from './vloot.ts'

export interface ToezichtParts {
  grenzen: Grenzen
  /** How long a question counts, in ms. */
  spanMs: number
  /** How long a stop lasts, in ms. */
  stopMs: number
  clock: Clock
  /** What all replicas know together; absent: this one is alone. */
  vloot?: Vloot
  afnemers: () => Iterable<string>
  /** Each answer held back, each stop made here, each release. */
  onBesluit: (soort: Soort, afnemer: string, stand: Stand) => void
}

/** One question of one caller, followed from door to door. Every step may raise `Gestopt`, or hold the answer back. */
export interface Waarneming {
  /** What it asks is not held: called before Vektis is. Undefined: nothing to wait for. */
  misser: () => Promise<void> | undefined
  /** Whether the register knows the code, once that is sure; called before the answer leaves. Undefined as above. */
  antwoord: (bekend: boolean) => Promise<void> | undefined
}

export interface Toezicht {
  /**
   * @param agbcode absent where a question is not about one party: then only a stop matters
   * @param deadline of the answer, on the monotonic clock; holding back takes at most half of what is left
   * @throws Gestopt
   */
  volg: (afnemer: string, agbcode: string | undefined, deadline: number) => Promise<Waarneming>
  /** Whoever is slowed or stopped now. */
  standen: () => Promise<Map<string, Stand>>
  /** Ends a slowing or a stop and begins a new count. False when the other replicas could not be told. */
  geefVrij: (afnemer: string) => Promise<boolean>
}

/** A question about one code, under way. */
interface Gevolgd {
  readonly afnemer: string
  readonly code: number
  readonly spoor: Spoor
  /** On the monotonic clock, in ms. */
  readonly deadline: number
  /** How long its answer was held back so far. */
  heldMs: number
}

/** How long a slowed caller is shown as such after its last delay, in ms. */
const TRAAG_ZICHTBAAR_MS = 600_000

export function createToezicht(parts: ToezichtParts): Toezicht {
  const { grenzen, spanMs, stopMs, clock, vloot, afnemers, onBesluit } = parts
  const sporen = new Map<string, Spoor>()
  const standen = createStanden({
    clock,
    ...(vloot && { vloot }),
    afnemers,
    onNieuweTelling: (afnemer) => sporen.get(afnemer)?.clear(),
  })

  function spoorVan(afnemer: string): Spoor {
    const spoor = sporen.get(afnemer) ?? createSpoor(spanMs)
    sporen.set(afnemer, spoor)
    return spoor
  }

  function eisVrij(afnemer: string): void {
    const stand = standen.stop(afnemer)
    if (stand) throw new Gestopt(stand.tot)
  }

  async function stop(afnemer: string, { reden, aantal }: Oordeel): Promise<never> {
    const { stand, eigen } = await standen.zet(afnemer, { soort: 'gestopt', reden, aantal, duurMs: stopMs })
    // Of the replicas that find it out together one stops the caller.
    if (eigen) onBesluit('gestopt', afnemer, stand)
    throw new Gestopt(stand.tot)
  }

  /** Holds one answer back by what is judged of it, minus what it was held back before. */
  async function houdOp(gevolgd: Gevolgd, oordeel: Oordeel): Promise<void> {
    const { afnemer, deadline, heldMs } = gevolgd
    const { reden, aantal } = oordeel
    const besluit = { soort: 'vertraagd', reden, aantal, duurMs: TRAAG_ZICHTBAAR_MS } as const
    const { stand } = await standen.zet(afnemer, besluit)
    eisVrij(afnemer)
    onBesluit('vertraagd', afnemer, stand)
    const left = Math.max(0, deadline - clock.monotonic())
    const ms = Math.min(vertraging(oordeel, grenzen) - heldMs, left / 2)
    if (ms <= 0) return
    gevolgd.heldMs += ms
    await clock.sleep(ms)
  }

  async function weeg(gevolgd: Gevolgd, oordeel: Oordeel): Promise<void> {
    eisVrij(gevolgd.afnemer)
    if (isStop(oordeel)) await stop(gevolgd.afnemer, oordeel)
    if (isTraag(oordeel)) await houdOp(gevolgd, oordeel)
  }

  async function meldMisser(gevolgd: Gevolgd): Promise<void> {
    const { afnemer, code, spoor } = gevolgd
    const bericht = await vloot?.misser(afnemer, code, clock.now())
    if (!bericht) return
    if (bericht.stop) neem(afnemer, bericht.stop)
    spoor.gemeld.add(code, clock.now())
    await weeg(gevolgd, oordeelCodes(bericht.codes, code, grenzen))
  }

  async function telOnbekend(gevolgd: Gevolgd): Promise<void> {
    const { afnemer, code, spoor } = gevolgd
    const now = clock.now()
    spoor.onbekend.add(code, now)
    const bekendSindsdien = spoor.neemOngemeld()
    const bericht = await vloot?.onbekend(afnemer, code, bekendSindsdien, now)
    if (!bericht) spoor.geefTerug(bekendSindsdien)
    if (bericht?.stop) neem(afnemer, bericht.stop)
    await weeg(gevolgd, oordeelOnbekend(bericht?.telling ?? spoor.telling(now), grenzen))
  }

  function neem(afnemer: string, stop: Stand): never {
    standen.leer(afnemer, stop)
    throw new Gestopt(stop.tot)
  }

  return {
    volg: async (afnemer, agbcode, deadline) => {
      const news = standen.hoor(afnemer)
      if (news) await news
      // Nothing is awaited from here to the judgement: of questions that come together the next must see this one, as in
      //   A finds the 60th and stops the caller, the count begins anew → B, let in before, would be the first of it
      eisVrij(afnemer)
      const spoor = spoorVan(afnemer)
      const code = Number(agbcode)
      const gevolgd = { afnemer, code, spoor, deadline, heldMs: 0 }
      if (agbcode !== undefined && !spoor.gevraagd.has(code, clock.now())) {
        spoor.gevraagd.add(code, clock.now())
        await weeg(gevolgd, oordeelCodes(spoor.gevraagd.ascending(), code, grenzen))
      }

      return {
        misser: () => {
          eisVrij(afnemer)
          const isNieuws = agbcode !== undefined && vloot && !spoor.gemeld.has(code, clock.now())
          return isNieuws ? meldMisser(gevolgd) : undefined
        },
        antwoord: (bekend) => {
          eisVrij(afnemer)
          if (agbcode === undefined) return undefined
          if (bekend) spoor.bekend(clock.now())
          // One slip that is repeated is one slip.
          return bekend || spoor.onbekend.has(code, clock.now()) ? undefined : telOnbekend(gevolgd)
        },
      }
    },
    standen: async () => new Map([...(await standen.alle())].filter(([, { soort }]) => soort !== 'vrij')),
    geefVrij: async (afnemer) => {
      await standen.alle()
      const { stand, overal } = await standen.zet(afnemer, { soort: 'vrij', reden: null, aantal: 0, duurMs: spanMs })
      onBesluit('vrij', afnemer, stand)
      return overal
    },
  }
}

// A watch under test: with the fake clock, low bounds where a test wants them, and a caller who asks.

import { Gestopt } from '../../src/enumeratie/gestopt.ts'
import type { Soort } from '../../src/enumeratie/stand.ts'
import { createToezicht, type ToezichtParts } from '../../src/enumeratie/toezicht.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { asCode } from './patterns.ts'

export const RUN = 80
export const STOP_MS = 3_600_000
export const SPAN_MS = 86_400_000

/** Without a delay, unless it says otherwise. */
export function createWatch({
  vertragingMs = 0,
  clock = createFakeClock(),
  ...other
}: Partial<ToezichtParts> & { vertragingMs?: number; clock?: ReturnType<typeof createFakeClock> } = {}) {
  const besluiten: Array<{ soort: Soort; afnemer: string }> = []
  const toezicht = createToezicht({
    grenzen: { run: RUN, onbekendAandeel: 0.3, vertragingMs },
    spanMs: SPAN_MS,
    stopMs: STOP_MS,
    clock,
    afnemers: () => ['a', 'b'],
    onBesluit: (soort, afnemer) => void besluiten.push({ soort, afnemer }),
    ...other,
  })

  /** One question, as the main path follows it. True when it was answered. */
  async function ask(
    code: number,
    { afnemer = 'a', held = true, bekend = true, wait = 10_000 } = {},
  ): Promise<boolean> {
    try {
      const waarneming = await toezicht.volg(afnemer, asCode(code), clock.monotonic() + wait)
      if (!held) await waarneming.misser()
      await waarneming.antwoord(bekend)
      return true
    } catch (fault) {
      if (fault instanceof Gestopt) return false
      throw fault
    }
  }

  return { clock, toezicht, besluiten, ask }
}

/** How many of these are answered, asked one after the other. */
export async function answered(ask: (code: number) => Promise<boolean>, codes: Iterable<number>): Promise<number> {
  let count = 0
  for (const code of codes) if (await ask(code)) count += 1
  return count
}

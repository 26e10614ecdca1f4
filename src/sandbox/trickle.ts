// A slow trickle of mutations, so that the demo has something to follow.

import type { Clock } from '../lib/clock.ts'
import type { Mutate, Mutatie } from './register/mutate.ts'
import { createRandom } from './register/random.ts'
import type { Register } from './register/register.ts'

interface Parts {
  register: Register
  mutate: Mutate
  clock: Clock
  seed: number
  everyMs: number
}

/** Changes something every `everyMs` until the signal: mostly one party, now and then a new one. Resolves when it stops. */
export async function runTrickle({ register, mutate, clock, seed, everyMs }: Parts, signal: AbortSignal) {
  const random = createRandom(seed)
  const draw = (): Mutatie => {
    const { type, document } = random.pick(register.all())
    const agbcode = document.AGBCode
    if (random.chance(0.1)) return { kind: 'new', type }
    if (type === 'zorgverlener') return { kind: 'change', agbcode, set: { Voorletters: `T${random.digits(2)}` } }
    if (random.chance(0.2)) return { kind: 'withdraw-field', agbcode, field: 'Communicatiegegevens' }
    return { kind: 'change', agbcode, set: { Handelsnaam: `${document.Naam} (gewijzigd)` } }
  }
  while (!signal.aborted) {
    try {
      await clock.sleep(everyMs, signal)
    } catch {
      return
    }
    mutate(draw())
  }
}

// The same stage for whoever plays the fortnight: the clock, the register, what is asked and what changes.

import type { Prepared } from '../../../src/prepare.ts'
import { createRandom, type Random } from '../../../src/sandbox/register/random.ts'
import { createRegister, type Register } from '../../../src/sandbox/register/register.ts'
import { createFortnight, type Fortnight } from './fortnight.ts'
import { prepareDefaults } from './prepared.ts'
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts'

/** A Monday, at midnight in Amsterdam: ms since the epoch. */
const START = Date.parse('2026-11-16T00:00:00+01:00')
const SEED = 4

export interface Stage {
  start: number
  clock: VirtualClock
  random: Random
  register: Register
  fortnight: Fortnight
  prepared: Prepared
}

/** @param size as many codes as the hospital knows; the register has some more, for not all of them are still delivered */
export function prepareStage({ lookUps, size }: { lookUps: number; size: number }): Stage {
  const clock = createVirtualClock(START)
  const omvang = {
    zorgverlener: Math.ceil(0.8 * size),
    onderneming: Math.ceil(0.1 * size),
    vestiging: Math.ceil(0.2 * size),
  }
  const register = createRegister({ clock, seed: SEED, omvang })
  return {
    start: START,
    clock,
    random: createRandom(SEED),
    register,
    fortnight: createFortnight({ register, random: createRandom(SEED), lookUps, size }),
    prepared: prepareDefaults(clock),
  }
}

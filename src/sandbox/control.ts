// All that can be done to a sandbox while it runs, in one object: for tests in process and for the control door.

import type { Call, Calls, Counters } from './calls.ts'
import type { Fault, Faults } from './faults.ts'
import type { Tokens } from './gate.ts'
import type { Hold, Holds, HoldOptions } from './holds.ts'
import type { PathMatch } from './path-match.ts'
import type { Mutate } from './register/mutate.ts'
import type { Register } from './register/register.ts'
import { sampleOf } from './register/sample.ts'

/** How long each answer takes: fixed, with up to `jitterMs` more. */
export interface Latency {
  ms: number
  jitterMs?: number | undefined
}

/** What may be turned while it runs. */
export interface Settings {
  latency: Latency
  /** Seconds on every 429; undefined, as Vektis does it: no header. */
  retryAfter: number | undefined
}

export interface Control {
  mutate: Mutate
  /** Returns what ends this fault alone. */
  fault: (fault: Fault) => () => void
  hold: (match: PathMatch, options?: HoldOptions) => Hold
  /** Ends all faults and lets all held calls go on. */
  clear: () => void
  /** Tokens and their roles; may be changed at any time. */
  tokens: Tokens
  settings: Settings
  calls: (match?: PathMatch) => Call[]
  counters: () => Counters
  /** Resolves when so many calls (default 1) that match have arrived since the last `resetCounters`. */
  arrived: (match: PathMatch, count?: number) => Promise<void>
  resetCounters: () => void
  /** Some codes of each type in each state of life. */
  sample: () => ReturnType<typeof sampleOf>
  /** The register itself, to read what the truth is. */
  register: Register
}

interface Parts {
  calls: Calls
  faults: Faults
  holds: Holds
  mutate: Mutate
  register: Register
  settings: Settings
  tokens: Tokens
}

export const createControl = ({ calls, faults, holds, mutate, register, settings, tokens }: Parts): Control => ({
  mutate,
  fault: faults.add,
  hold: holds.hold,
  clear: () => {
    faults.clear()
    holds.releaseAll()
  },
  tokens,
  settings,
  calls: calls.list,
  counters: calls.counters,
  arrived: calls.arrived,
  resetCounters: calls.reset,
  sample: () => sampleOf(register),
  register,
})

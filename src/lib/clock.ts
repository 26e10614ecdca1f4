// Time as a part that can be replaced, so that tests never wait.

import { setTimeout as sleep } from 'node:timers/promises'

export interface Clock {
  /** Milliseconds since the Unix epoch: for moments that people and other machines read. */
  now: () => number
  /** Milliseconds that only ever go forward: for durations. */
  monotonic: () => number
  /** Resolves after `ms`, or rejects with the signal's reason. Does not keep the process alive. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    await sleep(ms, undefined, { ref: false, ...(signal && { signal }) })
  },
}

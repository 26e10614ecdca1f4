// Waiting for what no process announces: looked at again and again, but not for ever.

import { setTimeout as delay } from 'node:timers/promises'

/** How often it is looked at, in ms. */
const LOOK_MS = 20

/** Resolves with the first value that is not undefined. @throws when that takes longer than `ms` */
export async function eventually<T>(what: string, look: () => Promise<T | undefined>, ms = 10_000): Promise<T> {
  const until = performance.now() + ms
  for (;;) {
    const seen = await look()
    if (seen !== undefined) return seen
    if (performance.now() > until) throw new Error(`not within ${ms} ms: ${what}`)
    await delay(LOOK_MS)
  }
}

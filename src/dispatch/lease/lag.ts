// Notices a process that is too busy to lead: its timers come late, again and again.

import type { Clock } from '../../lib/clock.ts'

const lateMs = 200
const forMs = 5000

/** Told of each timer how late it came (ms); true once every one of the last 5 s came more than 200 ms late. */
export function createLag({ clock }: { clock: Clock }): (ms: number) => boolean {
  let since = Infinity

  return (ms) => {
    const now = clock.monotonic()
    since = ms > lateMs ? Math.min(since, now) : Infinity
    if (now - since < forMs) return false
    since = Infinity
    return true
  }
}

// Turns: as many as calls may be open at once, anonymous, and ready before anybody asks. The only file that knows bottleneck.
//
// bottleneck bounds how many run. It can neither reorder nor cancel what it holds, so a turn is nobody's until it has
// found whose it is; and it takes some milliseconds of real timers to let one in, so turns come ahead of need and wait here.

import Bottleneck from 'bottleneck'

export interface Turns {
  /** Somebody waits: to be called whenever that may be so. */
  call: () => void
  /** To be called once the signal is aborted: resolves when those that serve are done. */
  ended: () => Promise<void>
  /** How many have come: waiting, seeking or serving. */
  present: () => number
}

interface Parts<Found> {
  atOnce: number
  /** How many are waited for: so many turns seek, and no more. */
  wanted: () => number
  /** Finds out whose turn it is; undefined: nobody's. Never rejects. */
  seek: () => Promise<Found | undefined>
  /** Makes the call. Never rejects. */
  serve: (found: Found) => Promise<void>
  /** Aborted: no turn begins to seek any more. */
  signal: AbortSignal
}

/**
 * No distance between turns, in ms. With 0 bottleneck holds the next back until the moment of the last, on the clock of the
 * wall: set back an hour, it would let nothing in for an hour.
 */
const AT_ONCE = -Infinity

export function createTurns<Found>({ atOnce, wanted, seek, serve, signal }: Parts<Found>): Turns {
  const limiter = new Bottleneck({ maxConcurrent: atOnce, minTime: AT_ONCE })
  const idle: (() => void)[] = []
  const open = new Set<Promise<void>>()
  let seeking = 0

  async function turn() {
    // Several may be woken for one who waits: the first takes it up, the others go back to wait.
    while (!signal.aborted && seeking >= wanted()) await new Promise<void>((wake) => idle.push(wake))
    if (signal.aborted) return
    seeking += 1
    const found = await seek()
    seeking -= 1
    call()
    if (found !== undefined) await serve(found)
  }

  /** One after another for as long as there is a desk. */
  async function stand() {
    while (!signal.aborted) {
      // A turn never rejects but by a defect, which then ends the process instead of passing unseen.
      await limiter.schedule(() => {
        const done = turn()
        open.add(done)
        return done.finally(() => open.delete(done))
      })
    }
  }

  function call() {
    for (let missing = wanted() - seeking; missing > 0 && idle.length > 0; missing -= 1) idle.shift()?.()
  }

  for (let n = 0; n < atOnce; n += 1) void stand()

  return {
    call,
    ended: async () => {
      for (const wake of idle.splice(0)) wake()
      await Promise.all(open)
    },
    present: () => open.size,
  }
}

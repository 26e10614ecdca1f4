// The turnstile: lets in as many turns as calls may be open at once. The only file that knows bottleneck.
//
// bottleneck bounds how many run. It can neither reorder nor cancel what it holds, so what it lets in is nobody's until a
// desk has a turn for it; and it takes some milliseconds of real timers each, many times that on a busy loop. So they come
// ahead of need and wait here, for whichever desk is there: one for the life of a process, and a desk that follows that of
// another process does not wait for its first turn while nobody calls.

import Bottleneck from 'bottleneck'

export interface Turnstile {
  /** Begins that turn in this tick; gives its end, or undefined when no more may be open. A turn never rejects. */
  enter: (turn: () => Promise<void>) => Promise<void> | undefined
  /** Tells, until the signal, whenever one more may enter. */
  onRoom: (tell: () => void, signal: AbortSignal) => void
  /** How many have come: waiting here, or with a turn. */
  present: () => number
  /** Lets nobody in any more; turns that are open go on. */
  close: () => void
}

/**
 * No distance between turns, in ms. With 0 bottleneck holds the next back until the moment of the last, on the clock of the
 * wall: set back an hour, it would let nothing in for an hour.
 */
const AT_ONCE = -Infinity

export function createTurnstile(atOnce: number): Turnstile {
  const limiter = new Bottleneck({ maxConcurrent: atOnce, minTime: AT_ONCE })
  const waiting: ((turn: () => Promise<void>) => void)[] = []
  const tellers = new Set<() => void>()
  let places = 0
  let present = 0
  const ending = new AbortController()

  async function stand(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<() => Promise<void>>()
    waiting.push(resolve)
    present += 1
    addPlace()
    for (const tell of tellers) tell()
    const turn = await promise
    await turn()
    present -= 1
  }

  /** A turn that rejects is a defect, which then ends the process instead of passing unseen. */
  async function place(): Promise<void> {
    while (!ending.signal.aborted) await limiter.schedule(stand)
  }

  /** The next when the last has come: bottleneck lets them in one by one anyhow. */
  function addPlace(): void {
    if (ending.signal.aborted || places === atOnce) return
    places += 1
    void place()
  }

  addPlace()

  return {
    enter: (turn) => {
      const enter = waiting.shift()
      if (!enter) return undefined
      const { promise, resolve } = Promise.withResolvers<void>()
      enter(() => turn().finally(resolve))
      return promise
    },
    onRoom: (tell, signal) => {
      tellers.add(tell)
      signal.addEventListener('abort', () => tellers.delete(tell))
    },
    present: () => present,
    close: () => ending.abort(),
  }
}

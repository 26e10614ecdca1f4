// The turns of one desk: as many seek as there are who wait, and each serves whom it found.

import type { Turnstile } from './turnstile.ts'

export interface Turns {
  /** Somebody waits: to be called whenever that may be so. */
  call: () => void
  /** To be called once the signal is aborted: resolves when those that serve are done. */
  ended: () => Promise<void>
}

interface Parts<Found> {
  turnstile: Turnstile
  /** How many are waited for: so many turns seek, and no more. */
  wanted: () => number
  /** Finds out whose turn it is; undefined: nobody's. Never rejects. */
  seek: () => Promise<Found | undefined>
  /** Makes the call. Never rejects. */
  serve: (found: Found) => Promise<void>
  /** Aborted: no turn begins to seek any more. */
  signal: AbortSignal
}

export function createTurns<Found>({ turnstile, wanted, seek, serve, signal }: Parts<Found>): Turns {
  const open = new Set<Promise<void>>()
  let seeking = 0

  async function turn() {
    const found = signal.aborted ? undefined : await seek()
    seeking -= 1
    call()
    if (found !== undefined) await serve(found)
  }

  async function keep(done: Promise<void>) {
    open.add(done)
    await done
    open.delete(done)
  }

  function call() {
    while (!signal.aborted && seeking < wanted()) {
      const done = turnstile.enter(turn)
      if (!done) return
      seeking += 1
      void keep(done)
    }
  }

  turnstile.onRoom(call, signal)

  return {
    call,
    ended: async () => void (await Promise.all(open)),
  }
}

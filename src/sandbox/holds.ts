// Barriers: calls that wait at the door until a test lets them in, so that tests order events without sleeping.

import { matches, type PathMatch } from './path-match.ts'

export interface Hold {
  /** Resolves when so many calls (default 1) have come to wait. */
  arrived: (count?: number) => Promise<void>
  /** Lets all that wait go on, and those that still come. */
  release: () => void
}

export interface HoldOptions {
  /**
   * Where calls wait: `before` the register is read (default), or `after`: then what is let go is the truth of the
   * moment of arrival, however much has changed since.
   */
  at?: 'before' | 'after' | undefined
}

export interface Holds {
  hold: (match: PathMatch, options?: HoldOptions) => Hold
  /** Waits while some hold keeps this path there; undefined when none does. */
  pass: (path: string, at: 'before' | 'after') => Promise<void> | undefined
  releaseAll: () => void
}

interface Barrier {
  match: PathMatch
  at: 'before' | 'after'
  open: Promise<void>
  release: () => void
  arrive: () => void
}

export function createHolds(): Holds {
  const barriers = new Set<Barrier>()

  function hold(match: PathMatch, { at = 'before' }: HoldOptions = {}): Hold {
    const gate = Promise.withResolvers<void>()
    let count = 0
    let waiting: Array<{ count: number; resolve: () => void }> = []
    const barrier: Barrier = {
      match,
      at,
      open: gate.promise,
      release: () => {
        barriers.delete(barrier)
        gate.resolve()
      },
      arrive: () => {
        count += 1
        for (const each of waiting) if (each.count <= count) each.resolve()
        waiting = waiting.filter((each) => each.count > count)
      },
    }
    barriers.add(barrier)
    return {
      release: barrier.release,
      arrived: (wanted = 1) =>
        new Promise((resolve) => {
          if (count >= wanted) resolve()
          else waiting.push({ count: wanted, resolve })
        }),
    }
  }

  return {
    hold,
    pass: (path, at) => {
      if (barriers.size === 0) return undefined
      const barrier = [...barriers].find((each) => each.at === at && matches(each.match, path))
      barrier?.arrive()
      return barrier?.open
    },
    releaseAll: () => {
      for (const barrier of barriers) barrier.release()
    },
  }
}

// Who was told to come back later and has not been back yet: they are owed a place, so they count as if they waited.

const sweepMs = 1000

export interface SentAway {
  /** The question was told to come back at this moment (ms). */
  add: (caller: string, key: string, comesBackAt: number) => void
  /** The question is back, or will not be refused after all. */
  remove: (caller: string, key: string) => void
  /** How many are still to come: of this caller, and of all. */
  count: (caller: string, now: number) => { own: number; all: number }
}

/** Remembers at most `bound` questions: a flood of refusals must not become a flood of memory. */
export function createSentAway(bound: number): SentAway {
  /** Per caller, per key: a question that is refused twice is owed one place, not two. */
  const callers = new Map<string, Map<string, number>>()
  let all = 0
  let sweptAt = -Infinity

  function remove(caller: string, key: string) {
    const questions = callers.get(caller)
    if (!questions?.delete(key)) return
    all -= 1
    if (questions.size === 0) callers.delete(caller)
  }

  function sweep(now: number) {
    sweptAt = now
    for (const [caller, questions] of callers) {
      for (const [key, comesBackAt] of questions) if (comesBackAt < now) remove(caller, key)
    }
  }

  return {
    add: (caller, key, comesBackAt) => {
      remove(caller, key)
      if (all >= bound) return
      const questions = callers.get(caller) ?? new Map<string, number>()
      callers.set(caller, questions.set(key, comesBackAt))
      all += 1
    },
    remove,
    count: (caller, now) => {
      // Advice is in whole seconds, so looking once a second is exact enough and keeps refusing cheap.
      if (now - sweptAt >= sweepMs) sweep(now)
      return { own: callers.get(caller)?.size ?? 0, all }
    },
  }
}

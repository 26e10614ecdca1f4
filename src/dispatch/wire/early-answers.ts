// Answers that came before it was known whether they may be held here: each until the word of that, and no longer than a while.

import type { Clock } from '../../lib/clock.ts'

/** The word follows within milliseconds; one that was lost costs a look in the shared store. */
const KEPT_MS = 5000
const MOST = 200

/** What is said of an answer is believed of the process alone that gave it. */
interface Early<Answer> {
  from: string
  key: string
  answer: Answer
  at: number
}

export interface EarlyAnswers<Answer> {
  add: (id: number, from: string, key: string, answer: Answer) => void
  /** Takes it out; undefined when there is none of this process. */
  landed: (id: number, from: string) => { key: string; answer: Answer } | undefined
}

export function createEarlyAnswers<Answer>({ clock }: { clock: Clock }): EarlyAnswers<Answer> {
  /** Oldest first. */
  const early = new Map<number, Early<Answer>>()
  let dropping = false

  /** By itself: what was erased meanwhile may not stay here until the next one comes. */
  async function dropOld() {
    while (early.size > 0) {
      await clock.sleep(KEPT_MS)
      const oldest = clock.monotonic() - KEPT_MS
      for (const [id, { at }] of early) if (at <= oldest) early.delete(id)
    }
    dropping = false
  }

  return {
    add: (id, from, key, answer) => {
      early.set(id, { from, key, answer, at: clock.monotonic() })
      const [first] = early.keys()
      if (early.size > MOST && first !== undefined) early.delete(first)
      if (!dropping) void dropOld()
      dropping = true
    },
    landed: (id, from) => {
      const known = early.get(id)
      if (known?.from !== from) return undefined
      early.delete(id)
      return clock.monotonic() - known.at < KEPT_MS ? known : undefined
    },
  }
}

// Who asks in herds, and whose own questions take all the time there is, is sent away here, without a message.

import { NoPlace, type Question } from '../question.ts'

/** So long the first of the open questions may be out already, in ms: those are before nobody any more. */
const OUT_MS = 1000
/** Remembered before those of which nothing holds any more are forgotten. */
const MOST_SHARES = 1000

/** Whose, and in which lane: the lanes of one caller are not behind one another. */
type Place = Pick<Question<unknown>, 'caller' | 'lane'>

interface Share {
  open: number
  /** How many more were passed on than can have been answered since. */
  passed: { count: number; at: number }
  /** When those who were sent away here may all be back, one at a time at the full rate. */
  awayUntil: number
  advice: { seconds: number; until: number }
}

export interface OwnShare {
  /**
   * Of a caller's questions in a lane the oldest goes first, so the next one has no place when those before it take all
   * the time it has: the dispatcher could say nothing else. But only the dispatcher knows whom other replicas sent away, and
   * so when it is worth coming back. It is spared no more than herds, and what could not be answered in the longest wait.
   * Then it gives the refusal, `caller-queue`, with the dispatcher's last advice or one of its own, whichever is later.
   */
  enter: (question: Place & { deadline: number }, now: number) => NoPlace | undefined
  leave: (question: Place) => void
  /** What the dispatcher told this caller; worth so long as it says. */
  advised: (question: Place, seconds: number, now: number) => void
}

interface Parts {
  ratePerSecond: number
  longestWaitMs: number
}

export function createOwnShare({ ratePerSecond, longestWaitMs }: Parts): OwnShare {
  const mostBefore = (deadline: number, now: number) =>
    Math.ceil((ratePerSecond * Math.min(longestWaitMs, Math.max(0, deadline - now) + OUT_MS)) / 1000)
  const mostEver = mostBefore(Infinity, 0)
  const shares = new Map<string, Share>()
  const nameOf = ({ caller, lane }: Place) => `${lane} ${caller}`

  function shareOf(question: Place, now: number): Share {
    const name = nameOf(question)
    const known = shares.get(name)
    if (known) return known
    if (shares.size >= MOST_SHARES) forgetIdle(now)
    const share = { open: 0, passed: { count: 0, at: now }, awayUntil: 0, advice: { seconds: 0, until: 0 } }
    shares.set(name, share)
    return share
  }

  function forgetIdle(now: number) {
    for (const [name, { open, awayUntil, advice }] of shares)
      if (open === 0 && awayUntil < now && advice.until < now) shares.delete(name)
  }

  /** More were passed on than can ever be accepted. Who comes back after a herd is told to come is answered meanwhile. */
  function isHerd({ passed }: Share, now: number): boolean {
    const answered = (ratePerSecond * (now - passed.at)) / 1000
    Object.assign(passed, { count: Math.max(0, passed.count - answered), at: now })
    return passed.count > mostEver - 1
  }

  return {
    enter: (question, now) => {
      const share = shareOf(question, now)
      if (share.open < (isHerd(share, now) ? mostBefore(question.deadline, now) : mostEver)) {
        share.open += 1
        // No more than a herd, so that it ends when that can have been answered, however many were sent away there.
        share.passed.count = Math.min(mostEver, share.passed.count + 1)
        return undefined
      }
      // Each who is sent away is owed a turn after the one before: so that they do not all come back at once.
      const before = (share.open * 1000) / ratePerSecond
      share.awayUntil = Math.max(share.awayUntil, now + before) + 1000 / ratePerSecond
      const advice = share.advice.until >= now ? share.advice.seconds : 0
      return new NoPlace(Math.max(1, advice, Math.ceil((share.awayUntil - now) / 1000)), 'caller-queue')
    },
    leave: (question) => {
      const share = shares.get(nameOf(question))
      if (share) share.open -= 1
    },
    advised: (question, seconds, now) => {
      shareOf(question, now).advice = { seconds, until: now + seconds * 1000 }
    },
  }
}

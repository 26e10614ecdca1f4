// No caller has more questions open here than the far side could answer in its longest wait: more is refused at once.

import { NoPlace } from '../question.ts'

/** Callers that are remembered before those of whom nothing holds any more are forgotten. */
const MOST_CALLERS = 1000

interface Share {
  open: number
  /** When those who were sent away here may all be back, one at a time at the full rate. */
  awayUntil: number
  advice: { seconds: number; until: number }
}

export interface OwnShare {
  /** @throws NoPlace `caller-queue`, with the dispatcher's last advice or one of its own, whichever is later */
  enter: (caller: string, now: number) => void
  leave: (caller: string) => void
  /** What the dispatcher told this caller; worth so long as it says. */
  advised: (caller: string, seconds: number, now: number) => void
}

interface Parts {
  ratePerSecond: number
  longestWaitMs: number
}

export function createOwnShare({ ratePerSecond, longestWaitMs }: Parts): OwnShare {
  const mostOpen = Math.ceil((ratePerSecond * longestWaitMs) / 1000)
  const callers = new Map<string, Share>()

  function shareOf(caller: string, now: number): Share {
    const known = callers.get(caller)
    if (known) return known
    if (callers.size >= MOST_CALLERS) forgetIdle(now)
    const share = { open: 0, awayUntil: 0, advice: { seconds: 0, until: 0 } }
    callers.set(caller, share)
    return share
  }

  function forgetIdle(now: number) {
    for (const [caller, { open, awayUntil, advice }] of callers)
      if (open === 0 && awayUntil < now && advice.until < now) callers.delete(caller)
  }

  return {
    enter: (caller, now) => {
      const share = shareOf(caller, now)
      if (share.open < mostOpen) {
        share.open += 1
        return
      }
      // Each who is sent away is owed a turn after the one before: so that they do not all come back at once.
      share.awayUntil = Math.max(share.awayUntil, now + longestWaitMs) + 1000 / ratePerSecond
      const advice = share.advice.until >= now ? share.advice.seconds : 0
      throw new NoPlace(Math.max(1, advice, Math.ceil((share.awayUntil - now) / 1000)), 'caller-queue')
    },
    leave: (caller) => {
      const share = callers.get(caller)
      if (share) share.open -= 1
    },
    advised: (caller, seconds, now) => {
      shareOf(caller, now).advice = { seconds, until: now + seconds * 1000 }
    },
  }
}

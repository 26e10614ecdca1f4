// One caller on one replica: requests that may still go, earned at an even pace and saved up to a most.

import type { Pace } from './pace.ts'

export interface Bucket {
  /** Lets one more request through, if one is left. `now`: monotonic, in ms, as everywhere here. */
  take: (now: number) => boolean
  /** Whole requests that are left. */
  left: () => number
  /** Until there is one more than are left, in ms; Infinity when nothing is earned. */
  nextInMs: () => number
  /** Another pace from now on. What is left stays, as far as it fits. */
  setPace: (pace: Pace, now: number) => void
  /** As full as it gets. Only for one of whom nobody can have taken anything. */
  fill: () => void
}

/** Begins with one request left, so that the first is not refused before there is a pace. */
export function createBucket(now: number): Bucket {
  let { perSecond, most }: Pace = { perSecond: 0, most: 1 }
  let left = 1
  let earnedAt = now

  /** The clock may stand still or the process be stopped for long: what is earned is by the time that really went by. */
  function earn(moment: number): void {
    left = Math.min(most, left + (perSecond * (moment - earnedAt)) / 1000)
    earnedAt = moment
  }

  return {
    take: (moment) => {
      earn(moment)
      if (left < 1) return false
      left -= 1
      return true
    },
    left: () => Math.floor(left),
    nextInMs: () => (1000 * (Math.floor(left) + 1 - left)) / perSecond,
    setPace: (pace, moment) => {
      earn(moment)
      perSecond = pace.perSecond
      most = pace.most
      left = Math.min(most, left)
    },
    fill: () => {
      left = most
    },
  }
}

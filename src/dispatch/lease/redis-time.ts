// What time it is at Redis, by the monotonic clock here, and whether that time goes evenly.

import type { Clock } from '../../lib/clock.ts'

/** More than this is no drift and no slow reply but a clock that was set. */
const movedMs = 100

export interface RedisTime {
  /** A reply that was asked for and came at these moments (monotonic, ms) read this time (Redis, ms). */
  learn: (redisNow: number, sentAt: number, receivedAt: number) => void
  /** The Redis time of a monotonic moment; undefined before the first reply. */
  at: (moment: number) => number | undefined
  /** Ms since Redis time was first seen, or was seen to have moved; 0 before. */
  steadyMs: () => number
  /** How often that was. */
  moves: () => number
}

export function createRedisTime({ clock }: { clock: Clock }): RedisTime {
  /** Redis time minus monotonic time lies between these. */
  let offset: { least: number; most: number } | undefined
  let movedAt = Infinity
  let moves = 0

  return {
    learn: (redisNow, sentAt, receivedAt) => {
      const seen = { least: redisNow - receivedAt, most: redisNow - sentAt }
      const moved = !offset || seen.least > offset.most + movedMs || seen.most < offset.least - movedMs
      if (moved) {
        movedAt = receivedAt
        moves += 1
      }
      // A reply that was long on its way says little, and must not make what is known less exact.
      if (moved || seen.most - seen.least <= movedMs) offset = seen
    },
    at: (moment) => offset && moment + (offset.least + offset.most) / 2,
    steadyMs: () => Math.max(0, clock.monotonic() - movedAt),
    moves: () => moves,
  }
}

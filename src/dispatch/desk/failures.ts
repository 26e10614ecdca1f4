// Failures remembered shortly per key: what just failed for one caller is not tried anew for each who asks after it.

/** Long enough for a herd that asks the same, short enough to be forgiven. */
const rememberedMs = 2000
const mostKeys = 1000

export interface Failures {
  add: (key: string, error: unknown, now: number) => void
  /** What the key failed with within the last two seconds. */
  get: (key: string, now: number) => { error: unknown } | undefined
}

/** Remembers the latest thousand. Moments in ms. */
export function createFailures(): Failures {
  /** In order of failing, so that the oldest goes when there is no room. */
  const failed = new Map<string, { error: unknown; until: number }>()

  return {
    add: (key, error, now) => {
      failed.delete(key)
      failed.set(key, { error, until: now + rememberedMs })
      for (const [oldest, { until }] of failed) {
        if (until > now && failed.size <= mostKeys) break
        failed.delete(oldest)
      }
    },
    get: (key, now) => {
      const failure = failed.get(key)
      return failure && failure.until > now ? failure : undefined
    },
  }
}

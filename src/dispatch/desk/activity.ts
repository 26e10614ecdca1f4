// Who asked lately: a caller that was seen in the last ten seconds counts as one that will ask again.

const activeMs = 10_000

export interface Activity {
  /** Notes that the caller asks at this moment (ms) and gives the summed weight of all who are active, it included. */
  seen: (caller: string, weight: number, now: number) => number
}

export function createActivity(): Activity {
  /** In order of when they were last seen, so that the forgetting stops at the first who is still active. */
  const callers = new Map<string, { weight: number; at: number }>()
  let total = 0

  function forget(caller: string) {
    total -= callers.get(caller)?.weight ?? 0
    callers.delete(caller)
  }

  return {
    seen: (caller, weight, now) => {
      forget(caller)
      callers.set(caller, { weight, at: now })
      total += weight
      for (const [other, { at }] of callers) {
        if (at > now - activeMs) break
        forget(other)
      }
      return total
    },
  }
}

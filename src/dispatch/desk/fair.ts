// Weighted fair order between the callers of one lane, by virtual time.
//
// Start-time fair queueing (Goyal, Vin, Cheng, SIGCOMM 1996): a caller's next turn has a virtual start; the lowest start
// goes first and moves its caller's on by 1 / weight. Virtual time is the start of the turn last given. Who comes back
// from idleness starts at that time: what it did not use is gone, what it used ahead of others still counts.

/** One caller's line. Items keep the order in which they came. */
export interface Flow<Item> {
  start: number
  weight: number
  waiting: Set<Item>
}

export interface Fair<Item> {
  /** Puts the item at the end of the caller's line, unless it stands there already; gives the line. */
  join: (item: Item, caller: string, weight: number) => Flow<Item>
  /** The first item of the caller whose turn it is, and charges that caller for it. The item stays in its lines. */
  next: () => Item | undefined
  /** The caller's line, if it has one. */
  flow: (caller: string) => Flow<Item> | undefined
}

export function createFair<Item>(): Fair<Item> {
  const flows = new Map<string, Flow<Item>>()
  let virtualNow = 0

  return {
    join: (item, caller, weight) => {
      const flow = flows.get(caller) ?? { start: virtualNow, weight, waiting: new Set<Item>() }
      flows.set(caller, flow)
      if (flow.waiting.size === 0) flow.start = Math.max(flow.start, virtualNow)
      flow.weight = weight
      flow.waiting.add(item)
      return flow
    },

    next: () => {
      let first: Flow<Item> | undefined
      for (const [caller, flow] of flows) {
        // An idle caller that is not ahead of the others has no history worth keeping.
        if (flow.waiting.size === 0 && flow.start <= virtualNow) flows.delete(caller)
        else if (flow.waiting.size > 0 && (!first || flow.start < first.start)) first = flow
      }
      if (!first) return undefined
      virtualNow = first.start
      first.start += 1 / first.weight
      return first.waiting.values().next().value
    },

    flow: (caller) => flows.get(caller),
  }
}

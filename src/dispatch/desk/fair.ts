// Weighted fair order between the callers of one lane, by virtual time.
//
// Start-time fair queueing (Goyal, Vin, Cheng, SIGCOMM 1996): a caller's next turn has a virtual start; the lowest start
// goes first and moves its caller's on by 1 / weight. Virtual time is the start of the turn last given. Who comes back
// from idleness starts at that time: what it did not use is gone, what it used ahead of others still counts.

import { type ByAge, createByAge } from './by-age.ts'

/** One caller's line, oldest first. */
export interface Flow<Item> {
  start: number
  weight: number
  waiting: ByAge<Item>
}

export interface Fair<Item> {
  /** Puts the item into the caller's line, by the moment (ms) at which it was asked; gives the line. */
  join: (item: Item, caller: string, weight: number, askedAt: number) => Flow<Item>
  /** The oldest item of the caller whose turn it is, and charges that caller for it. The item stays in its lines. */
  next: () => { item: Item; caller: string } | undefined
  /** Takes the charge of one turn back: it was not used. */
  refund: (caller: string) => void
  /** The caller's line, if it has one. */
  flow: (caller: string) => Flow<Item> | undefined
}

export function createFair<Item>(): Fair<Item> {
  const flows = new Map<string, Flow<Item>>()
  let virtualNow = 0

  return {
    join: (item, caller, weight, askedAt) => {
      const flow = flows.get(caller) ?? { start: virtualNow, weight, waiting: createByAge<Item>() }
      flows.set(caller, flow)
      if (flow.waiting.size() === 0) flow.start = Math.max(flow.start, virtualNow)
      flow.weight = weight
      flow.waiting.add(item, askedAt)
      return flow
    },

    next: () => {
      let first: { caller: string; flow: Flow<Item> } | undefined
      for (const [caller, flow] of flows) {
        const idle = flow.waiting.size() === 0
        // An idle caller that is not ahead of the others has no history worth keeping.
        if (idle && flow.start <= virtualNow) flows.delete(caller)
        else if (!idle && (!first || flow.start < first.flow.start)) first = { caller, flow }
      }
      const item = first?.flow.waiting.oldest()
      if (!first || item === undefined) return undefined
      virtualNow = first.flow.start
      first.flow.start += 1 / first.flow.weight
      return { item, caller: first.caller }
    },

    refund: (caller) => {
      const flow = flows.get(caller)
      if (flow) flow.start -= 1 / flow.weight
    },

    flow: (caller) => flows.get(caller),
  }
}

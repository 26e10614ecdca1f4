// Whose turn it is: lanes by rank, callers inside a lane by weight; pure, it knows no time.

import { type Lane, lanes } from '../question.ts'
import { createFair, type Flow } from './fair.ts'

/** Where one stands: a lane, and in it the line of a caller. */
export interface Place {
  lane: Lane
  caller: string
  weight: number
}

/** An item whose turn it is, and who is charged for it. */
export interface Picked<Item> {
  item: Item
  lane: Lane
  caller: string
}

export interface Queue<Item> {
  /**
   * Lets the item wait in this place. It may wait in several, for callers who want the same thing: it is served where
   * its turn comes first, which gives it the best lane of all who want it, and only that caller is charged. In the line
   * of one caller the oldest goes first, by `askedAt` (ms).
   */
  join: (item: Item, place: Place, askedAt: number) => void
  /** Takes back one `join`. The item waits on in the places of the others; without any it is gone. */
  leave: (item: Item, place: Place) => void
  /** Takes out the item whose turn it is. */
  next: () => Picked<Item> | undefined
  /** Takes the charge for a turn back: it was not used. */
  refund: (turn: Pick<Picked<Item>, 'lane' | 'caller'>) => void
  /** Takes the item out of all its places. */
  remove: (item: Item) => void
  /** How many different items wait. */
  size: () => number
  /** How many items wait in this lane, once for each caller that wants them. */
  waiting: (lane: Lane) => number
  /** How many items of the same caller wait before one that was asked at this moment (ms). */
  own: (place: Place, askedAt: number) => number
}

interface Parts {
  /** The part of all turns, above 0, that each lane gets at least while higher ones wait. */
  backgroundShare: number
}

export function createQueue<Item>({ backgroundShare }: Parts): Queue<Item> {
  /** A lane passed over this often in a row is owed a turn, whatever its rank: one turn in 1 / share. */
  const patience = Math.ceil(1 / backgroundShare) - 1
  const ranked = lanes.map((lane) => ({ lane, fair: createFair<Item>(), waiting: 0, passedOver: 0 }))
  const byName = Object.fromEntries(ranked.map((row) => [row.lane, row])) as Record<Lane, (typeof ranked)[number]>
  /** Per item its lines, and how many joined in each. */
  const joined = new Map<Item, Map<Flow<Item>, { lane: Lane; count: number }>>()

  function step(item: Item, flow: Flow<Item>, lane: Lane) {
    flow.waiting.remove(item)
    byName[lane].waiting -= 1
  }

  function remove(item: Item) {
    for (const [flow, { lane }] of joined.get(item) ?? []) step(item, flow, lane)
    joined.delete(item)
  }

  return {
    join: (item, { lane, caller, weight }, askedAt) => {
      const row = byName[lane]
      const flow = row.fair.join(item, caller, weight, askedAt)
      const places = joined.get(item) ?? new Map<Flow<Item>, { lane: Lane; count: number }>()
      joined.set(item, places)
      const place = places.get(flow)
      if (place) place.count += 1
      else {
        places.set(flow, { lane, count: 1 })
        row.waiting += 1
      }
    },

    leave: (item, { lane, caller }) => {
      const places = joined.get(item)
      const flow = byName[lane].fair.flow(caller)
      const place = flow && places?.get(flow)
      if (!places || !place) return
      place.count -= 1
      if (place.count > 0) return
      step(item, flow, lane)
      places.delete(flow)
      if (places.size === 0) joined.delete(item)
    },

    next: () => {
      const candidates = ranked.filter(({ waiting }) => waiting > 0)
      const row = candidates.find(({ passedOver }) => passedOver >= patience) ?? candidates[0]
      for (const other of ranked) other.passedOver = other !== row && other.waiting > 0 ? other.passedOver + 1 : 0
      const first = row?.fair.next()
      if (!row || !first) return undefined
      remove(first.item)
      return { ...first, lane: row.lane }
    },

    refund: ({ lane, caller }) => byName[lane].fair.refund(caller),

    remove,

    size: () => joined.size,
    waiting: (lane) => byName[lane].waiting,
    own: ({ lane, caller }, askedAt) => byName[lane].fair.flow(caller)?.waiting.before(askedAt) ?? 0,
  }
}

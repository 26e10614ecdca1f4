// The questions this process has open at the dispatcher: one for each key, caller and lane, whoever waits for it here.

import type { Question } from '../question.ts'
import { createSeats, type Seats } from './seats.ts'

export interface Open<Answer> {
  id: number
  key: string
  caller: string
  lane: Question<unknown>['lane']
  /** As the codec writes them. */
  parts: unknown
  /** When it was first asked, by whoever waits longest. */
  bornAt: number
  seats: Seats<Answer>
  /** Of whom it was asked last; undefined: of nobody yet. */
  askedOf: string | undefined
  askedAt: number
  /** How many times it was asked. */
  round: number
  /** How many times in a row without a word. */
  silent: number
  /** When to ask again. */
  askAt: number
  /** When its call starts at the latest, as promised. */
  startsAt: number
  /** Processes that said its call was out, and have neither ended it nor said that it stays theirs. */
  startedBy: Set<string>
  /** Its call is out at a process that gave up the lease and will answer all the same. */
  kept: boolean
  /** The answer could not be read from the shared store. */
  inline: boolean
}

export interface OpenQuestions<Answer> {
  find: (question: Question<unknown>) => Open<Answer> | undefined
  add: (question: Question<unknown>, parts: unknown, now: number) => Open<Answer>
  get: (id: number) => Open<Answer> | undefined
  remove: (open: Open<Answer>) => void
  /** Those whose moment to be asked has come, nearest deadline first. */
  due: (now: number, most: number) => Open<Answer>[]
  all: () => Open<Answer>[]
  size: () => number
}

export function createOpenQuestions<Answer>(clock: { monotonic: () => number }): OpenQuestions<Answer> {
  const byId = new Map<number, Open<Answer>>()
  /** By key, and of one key the few callers who want it: a name made of all three would be a new string for each look. */
  const byKey = new Map<string, Open<Answer>[]>()
  let lastId = 0

  return {
    find: ({ key, caller, lane }) => byKey.get(key)?.find((open) => open.caller === caller && open.lane === lane),
    add: ({ key, caller, lane }, parts, now) => {
      const open: Open<Answer> = {
        id: (lastId += 1),
        key,
        caller,
        lane,
        parts,
        bornAt: now,
        seats: createSeats(() => Math.max(0, open.startsAt - clock.monotonic())),
        askedOf: undefined,
        askedAt: -Infinity,
        round: 0,
        silent: 0,
        askAt: now,
        startsAt: Infinity,
        startedBy: new Set(),
        kept: false,
        inline: false,
      }
      byId.set(open.id, open)
      const same = byKey.get(key)
      if (same) same.push(open)
      else byKey.set(key, [open])
      return open
    },
    get: (id) => byId.get(id),
    remove: (open) => {
      if (!byId.delete(open.id)) return
      const others = byKey.get(open.key)?.filter((each) => each !== open) ?? []
      if (others.length > 0) byKey.set(open.key, others)
      else byKey.delete(open.key)
    },
    due: (now, most) =>
      [...byId.values()]
        .filter(({ askAt }) => askAt <= now)
        .map((open) => ({ open, deadline: open.seats.latest() }))
        .sort((a, b) => a.deadline - b.deadline)
        .slice(0, most)
        .map(({ open }) => open),
    all: () => [...byId.values()],
    size: () => byId.size,
  }
}

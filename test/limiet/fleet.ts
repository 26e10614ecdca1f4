// A fleet whose clock, links and Redis are the test's: what it lets through is counted in windows.

import { setImmediate as turn } from 'node:timers/promises'
import type { TestContext } from 'node:test'
import type { Redis } from 'ioredis'
import { createLimiet, type Limiet } from '../../src/limiet/limiet.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createServer, type Pass, type Server, withServer } from './server.ts'

export const STEP_MS = 100
const STEPS_IN_A_SECOND = 1000 / STEP_MS
export const WINDOW_STEPS = 10 * STEPS_IN_A_SECOND

/** `closed`: nothing is sent. `deaf`: all is run, no reply comes. `dumb`: sent, never run. `late`: run when that ends. */
export type Link = 'open' | 'closed' | 'deaf' | 'dumb' | 'late'

export interface Member {
  name: string
  limiet: Limiet
  link: Link
  alive: boolean
}

export interface FleetParts {
  limiet: number
  /** As in REPLICAS. */
  replicas?: number
}

let fleets = 0

export function createFleet(server: Server, { limiet, replicas = 0 }: FleetParts) {
  const { clock, redis } = server
  fleets += 1
  const prefix = `{agb}:${fleets}:`
  const book = `${prefix}limiet`
  const members: Member[] = []
  /** What was sent by a link that is late. */
  const held = new Map<Member, Array<() => Promise<unknown>>>()
  const underWay = new Set<Promise<unknown>>()
  /** Requests that were let through, per step. */
  const through = [0]
  let policy = new Map<string, { limiet?: number }>([['zis', { limiet }]])
  let starts = 0

  const passOf =
    (member: Member): Pass =>
    (command) => {
      const timeOut = () => Promise.reject(new Error('Command timed out'))
      if (member.link === 'dumb') return timeOut()
      if (member.link === 'late') {
        held.set(member, [...(held.get(member) ?? []), command])
        return timeOut()
      }
      const reply = member.link === 'deaf' ? command().then(timeOut) : command()
      underWay.add(reply)
      reply.catch(() => {}).finally(() => underWay.delete(reply))
      return reply
    }

  /** Until every reply that will come has come and was dealt with. */
  async function rest(): Promise<void> {
    for (;;) {
      await turn()
      if (underWay.size === 0) return
      await Promise.allSettled(underWay)
    }
  }

  async function setLink(member: Member, link: Link): Promise<void> {
    member.link = link
    const late = held.get(member) ?? []
    held.delete(member)
    for (const command of late) await command()
  }

  async function join(name: string, link: Link = 'open'): Promise<Member> {
    starts += 1
    const member: Member = { name, limiet: undefined as never, link, alive: true }
    member.limiet = createLimiet({
      redis: server.client(passOf(member), () => member.link !== 'closed'),
      clock,
      replicas,
      process: `${name}-${starts.toString(16).padStart(8, '0')}`,
      afnemers: () => policy,
      onFault: () => {},
      prefix,
    })
    members.push(member)
    void member.limiet.start()
    await rest()
    return member
  }

  async function leave(member: Member): Promise<void> {
    member.alive = false
    const closing = member.limiet.close()
    await rest()
    await closing
  }

  /** Time goes on by one step. */
  async function step(): Promise<void> {
    await clock.advance(STEP_MS)
    await rest()
    through.push(0)
  }

  async function second(each: (step: number) => void = () => {}): Promise<void> {
    for (let at = 0; at < STEPS_IN_A_SECOND; at += 1) {
      each(at)
      await step()
    }
  }

  return {
    members,
    setLink,
    join,
    leave,
    step,
    /** A second, in each step of which something is done. */
    second,
    seconds: async (some: number) => {
      for (let at = 0; at < some; at += 1) await second()
    },
    /** A crash: nothing is said. */
    kill: async (member: Member) => {
      member.alive = false
      await setLink(member, 'closed')
    },
    /** Redis forgets everything; `asAnother`: it was restarted, or another took over. */
    empty: async (asAnother = false) => {
      if (asAnother) server.restart()
      await redis.del(book)
    },
    /** Gives what makes Redis come back, as another, with what it holds now. */
    snapshot: async () => {
      const rows = await redis.hgetall(book)
      return async () => {
        server.restart()
        await redis.del(book)
        if (Object.keys(rows).length > 0) await redis.hset(book, rows)
      }
    },
    /** Another policy; undefined: the caller has no limiet in it. */
    setLimiet: (perSecond: number | undefined) => {
      policy = new Map([['zis', perSecond === undefined ? {} : { limiet: perSecond }]])
    },
    /** Up to `most` requests now; gives how many were let through. */
    ask: (member: Member, most = Infinity): number => {
      let given = 0
      for (; given < most; given += 1) if (member.limiet.neem('zis')?.toegestaan !== true) break
      through[through.length - 1] = (through.at(-1) ?? 0) + given
      return given
    },
    /** Most requests let through in any so many steps. */
    most: (steps: number): number => {
      let sum = 0
      let largest = 0
      for (const [at, count] of through.entries()) {
        sum += count - (through[at - steps] ?? 0)
        largest = Math.max(largest, sum)
      }
      return largest
    },
    close: async () => {
      for (const member of members) {
        member.link = 'closed'
        await leave(member)
      }
    },
  }
}

export type Fleet = ReturnType<typeof createFleet>

export const fleetOn = (redis: Redis, parts: FleetParts): Fleet =>
  createFleet(createServer(redis, createFakeClock()), parts)

/** A fleet with a Redis of its own, for one test; every member has had its first turn. */
export async function withFleet(
  t: TestContext,
  { members, ...parts }: FleetParts & { members: number },
): Promise<Fleet> {
  const fleet = createFleet(await withServer(t), parts)
  t.after(fleet.close)
  for (let at = 0; at < members; at += 1) await fleet.join(`agb-${at}`)
  return fleet
}

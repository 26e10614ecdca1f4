// What can happen to a fleet under full load: nothing, kills, hand-overs, pauses, and a Redis that fails in every way.

import type { TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { redisClient } from '../../test/support/failover.ts'
import type { Fleet, FleetReplica } from '../../test/support/fleet.ts'
import type { Events, Scenario } from './scenario.ts'

/** Of a whole run; BENCH_PART=0.1 is a quick look. */
const PART = Number(process.env['BENCH_PART'] ?? 1)
const SHORT_TIMEOUT = { VEKTIS_TIMEOUT_MS: '2000' }
const STEADY = { ms: 30, jitterMs: 0 }
const JITTER = { ms: 0, jitterMs: 80 }
/** Time in which everything is as before, after an event, in ms. */
const CALM_MS = 6000

/** Something that happens so many times, each the given time after the one before. */
async function repeat(times: number, everyMs: number, happen: () => Promise<number>): Promise<Events> {
  const events: Events = []
  for (let done = 0; done < Math.max(1, times * PART); done += 1) {
    const next = delay(everyMs)
    events.push(await happen())
    await next
  }
  return events
}

async function killDispatcher(fleet: Fleet): Promise<number> {
  const dispatcher = await fleet.dispatcher()
  const at = Date.now()
  await dispatcher.kill()
  await delay(3000)
  await dispatcher.start()
  return at
}

async function stopDispatcher(fleet: Fleet): Promise<number> {
  const dispatcher = await fleet.dispatcher()
  const at = Date.now()
  await dispatcher.stop()
  await delay(1000)
  await dispatcher.start()
  return at
}

/** Longer than its lease; whoever comes back must have noticed before its next call. */
async function pauseDispatcher(fleet: Fleet): Promise<number> {
  const dispatcher = await fleet.dispatcher()
  const at = Date.now()
  await dispatcher.pause()
  await delay(10_000)
  dispatcher.resume()
  const resumed = Date.now()
  await delay(3000)
  const late = fleet.sandbox.control
    .calls()
    .filter(({ client, moment }) => client === dispatcher.name && moment > at + 100)
  if (late.some(({ moment }) => moment < resumed + 2000)) throw new Error('a dispatcher called after its lease')
  return at
}

async function cutOff(replica: FleetReplica): Promise<Events> {
  const at = Date.now()
  replica.toRedis.cut()
  await delay(CALM_MS)
  replica.toRedis.restore()
  await delay(CALM_MS)
  return [at]
}

/** The event is the end of it: when Redis can be used again. */
async function afterwards(happen: () => Promise<unknown>): Promise<Events> {
  await happen()
  const at = Date.now()
  await delay(CALM_MS)
  return [at]
}

const gone = (fleet: Fleet) => async () => {
  await fleet.redis.kill()
  await delay(5000)
  await fleet.redis.restart()
}

async function fromOldSnapshot(fleet: Fleet, t: TestContext): Promise<void> {
  await redisClient(t, fleet.redis.port).save()
  await delay(3000)
  await fleet.redis.restart()
}

async function hang(fleet: Fleet): Promise<void> {
  await fleet.redis.pause()
  await delay(5000)
  fleet.redis.resume()
}

/** No room for one more byte, and nothing may be thrown away. */
async function fill(fleet: Fleet, t: TestContext): Promise<Events> {
  const at = Date.now()
  await redisClient(t, fleet.redis.port).config('SET', 'maxmemory', '1')
  await delay(2 * CALM_MS)
  return [at]
}

export const scenarios: Scenario[] = [
  {
    name: 'nothing happens',
    options: { sandbox: { latency: STEADY } },
    run: async () => {
      await delay(60_000 * PART)
      return []
    },
    full: true,
    hits: true,
    compared: true,
  },
  {
    name: 'SIGKILL of the dispatcher, jitter',
    options: { env: SHORT_TIMEOUT, sandbox: { latency: JITTER } },
    run: (fleet) => repeat(3, 20_000, () => killDispatcher(fleet)),
    silenceMs: 2500,
    compared: true,
  },
  {
    name: 'SIGTERM of the dispatcher',
    options: { sandbox: { latency: STEADY } },
    run: (fleet) => repeat(6, 10_000, () => stopDispatcher(fleet)),
    silenceMs: 200,
  },
  {
    name: 'SIGTERM of the dispatcher, jitter',
    options: { sandbox: { latency: JITTER } },
    run: (fleet) => repeat(6, 10_000, () => stopDispatcher(fleet)),
    silenceMs: 300,
    compared: true,
  },
  {
    name: 'SIGSTOP of the dispatcher for 10 s',
    options: { env: SHORT_TIMEOUT, sandbox: { latency: STEADY } },
    run: (fleet) => repeat(10, 15_000, () => pauseDispatcher(fleet)),
    silenceMs: 3000,
    compared: true,
  },
  {
    name: 'the dispatcher is cut off from Redis',
    options: { ways: true, env: SHORT_TIMEOUT, sandbox: { latency: STEADY } },
    run: async (fleet) => cutOff(await fleet.dispatcher()),
    silenceMs: 3000,
    hits: true,
    compared: true,
  },
  {
    name: 'another is cut off from Redis',
    options: { ways: true, sandbox: { latency: STEADY } },
    run: async (fleet) => cutOff(await fleet.other()),
    silenceMs: 300,
    hits: true,
  },
  {
    name: 'Redis is killed, comes back empty',
    options: { sandbox: { latency: STEADY } },
    run: (fleet) => afterwards(gone(fleet)),
    silenceMs: 2000,
    hits: true,
    compared: true,
  },
  {
    name: 'Redis restarts from an old snapshot',
    options: { sandbox: { latency: STEADY } },
    run: (fleet, t) => afterwards(() => fromOldSnapshot(fleet, t)),
    silenceMs: 2000,
    hits: true,
  },
  {
    name: 'Redis is emptied',
    options: { sandbox: { latency: STEADY } },
    run: (fleet, t) => afterwards(() => redisClient(t, fleet.redis.port).flushall()),
    silenceMs: 2000,
    hits: true,
  },
  {
    name: 'Redis hangs for 5 s (SIGSTOP)',
    options: { sandbox: { latency: STEADY } },
    run: (fleet) => afterwards(() => hang(fleet)),
    silenceMs: 2000,
    hits: true,
  },
  {
    name: 'Redis is full (noeviction)',
    options: { sandbox: { latency: STEADY } },
    run: fill,
    silenceMs: 300,
    hits: true,
  },
  {
    name: 'Redis fails over, the old master alive',
    options: { sentinel: true, sandbox: { latency: STEADY } },
    run: (fleet) => afterwards(fleet.failOver),
    silenceMs: 2000,
    hits: true,
  },
  {
    name: 'the dispatcher loses its way to Vektis',
    options: { ways: true, env: SHORT_TIMEOUT, sandbox: { latency: STEADY } },
    run: async (fleet) => {
      const at = Date.now()
      const { toVektis } = await fleet.dispatcher()
      toVektis.cut()
      await delay(2 * CALM_MS)
      return [at]
    },
    silenceMs: 5000,
    hits: true,
  },
]

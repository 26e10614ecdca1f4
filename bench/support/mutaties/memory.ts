// Memory of a process with a small cache, and of its Redis, under questions that are all different.

import type { TestContext } from 'node:test'
import { Redis } from 'ioredis'
import type { Entry } from '../../../src/cache/entry.ts'
import { packValue, unpackValue } from '../../../src/cache/value.ts'
import type { Fleet, FleetOptions, FleetReplica } from '../../../test/support/fleet.ts'
import { type Figure, PART } from './stage.ts'

const QUESTIONS = Math.round(1_000_000 * PART)
/** Held in Redis at a time, so that most questions are answered from there: a call costs a hundred times as much. */
const BATCH = 2_000
/** One in so many is not there and is a call to Vektis. Nobody has these codes, and that is an answer that is kept. */
const CALL_EVERY = 100
const OPEN = 64
const SAMPLES = 40
/** Until caches are full and everything has been done often. */
const WARM_UP = 0.3
/** What the second half after that may hold beyond the first; what grows with each question would hold half as much again. */
const GROWTH = 1.1
/** Of places, which are as many as there were calls in the last seconds. */
const GROWTH_OF_PLACES = 1.3
const MIB = 1024 * 1024
const KNOWN = '03000001'

/** One replica. What it keeps of its own calls is over many times while it is asked. */
export const memoryOptions: FleetOptions = {
  replicas: 1,
  env: {
    CACHE_MEMORY_MB: '16',
    CACHE_TTL_SECONDS: '10',
    CACHE_STALE_SECONDS: '5',
    MUTATION_POLL_SECONDS: '5',
    VEKTIS_CALLS_PER_SECOND: '1000',
  },
  sandbox: { callsPerSecond: Infinity, latency: { ms: 0 } },
  redis: ['--maxmemory', '64mb', '--maxmemory-policy', 'noeviction'],
}

const placeOf = (code: string) => `{agb}:entry:zorgverlener/${code}`
const codeOf = (number: number) => String(10_000_000 + number)

interface Sample {
  rss: number
  redis: number
  keys: number
}

async function sample(redis: Redis, replica: FleetReplica): Promise<Sample> {
  return {
    rss: await replica.metric('process_resident_memory_bytes'),
    redis: Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]),
    keys: await redis.dbsize(),
  }
}

/** What is held of a party that is known, as an answer about another: as if a replica that is gone had fetched it. */
function likeness({ document, ...entry }: Entry, code: string): Entry {
  const now = Date.now()
  return {
    ...entry,
    fetchedAt: now,
    staleAt: now + 60_000,
    deleteAt: now + 60_000,
    tags: [code],
    document: { ...(document as object), AGBCode: code },
  }
}

async function ask(replica: FleetReplica, codes: readonly string[]): Promise<number> {
  let answered = 0
  const left = [...codes]
  const seat = async () => {
    for (let code = left.pop(); code; code = left.pop()) {
      const { status } = await replica.ask(`/v2/zorgverleners/${code}`, { wait: 60 })
      if (status === 200 || status === 404) answered += 1
    }
  }
  await Promise.all(Array.from({ length: OPEN }, seat))
  return answered
}

export async function memory(fleet: Fleet, t: TestContext): Promise<Figure[]> {
  const [replica] = fleet.replicas
  if (!replica) throw new Error('no replica')
  await replica.ask(`/v2/zorgverleners/${KNOWN}`)
  const redis = new Redis(fleet.redis.url)
  t.after(() => redis.disconnect())
  const known = unpackValue(placeOf(KNOWN), (await redis.getBuffer(placeOf(KNOWN))) ?? Buffer.alloc(0))

  const samples: Sample[] = []
  let answered = 0
  const begin = performance.now()
  for (let from = 0; from < QUESTIONS; from += BATCH) {
    const codes = Array.from({ length: BATCH }, (_, n) => codeOf(from + n))
    const held = codes.filter((_, n) => n % CALL_EVERY !== 0)
    const writing = redis.pipeline()
    for (const code of held) writing.set(placeOf(code), packValue(placeOf(code), likeness(known, code)), 'PX', 60_000)
    await writing.exec()
    answered += await ask(replica, codes)
    await redis.unlink(held.map(placeOf))
    if ((samples.length + 1) * QUESTIONS <= SAMPLES * (from + BATCH)) samples.push(await sample(redis, replica))
  }
  const seconds = Math.round((performance.now() - begin) / 1000)

  const calm = samples.slice(Math.floor(samples.length * WARM_UP))
  const half = Math.floor(calm.length / 2)
  const most = (some: readonly Sample[], of: keyof Sample) => Math.max(...some.map((each) => each[of]))
  const flat = (what: string, of: keyof Sample, { unit = '', scale = 1, growth = GROWTH } = {}): Figure[] => {
    const before = most(calm.slice(0, half), of) / scale
    return [
      { what: `${what}, most in the first half`, value: before, unit },
      { what: 'and in the second', value: most(calm.slice(half), of) / scale, unit, most: before * growth },
    ]
  }
  return [
    { what: `different questions, in ${seconds} s`, value: QUESTIONS, unit: '' },
    { what: 'of them calls to Vektis', value: fleet.sandbox.control.counters().total, unit: '' },
    { what: 'answered', value: (100 * answered) / QUESTIONS, unit: '%', least: 100 },
    ...flat('memory of the process', 'rss', { unit: 'MiB', scale: MIB }),
    ...flat('memory of Redis', 'redis', { unit: 'MiB', scale: MIB }),
    ...flat('places in Redis', 'keys', { growth: GROWTH_OF_PLACES }),
  ]
}

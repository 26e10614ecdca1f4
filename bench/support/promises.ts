// What callers are promised of the shared budget: each measured on a fleet, beside its bound.

import type { TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { Fleet } from '../../test/support/fleet.ts'
import { type Answered, askOnce, isAnswered, keepAsking } from '../../test/support/load.ts'
import { quantile } from '../../test/support/observed.ts'
import { askAtOnce, startBare, startFlood } from './flood.ts'

export interface Figure {
  what: string
  value: number
  unit: 'ms' | '%' | ': 1' | 'answers' | 's'
  /** What it must be, at the least and at the most. */
  least?: number
  most?: number
}

export interface Promised {
  name: string
  measure: (fleet: Fleet, t: TestContext) => Promise<Figure[]>
}

const LATENCY_MS = 30
const QUIET_MS = 2200
const HERD = 10_000
const HERDS = 3
const MODEST = Array.from({ length: 9 }, (_, n) => `c${n}`)

const share = (part: number, whole: number) => (100 * part) / whole
const msOf = (answers: readonly Answered[]) => answers.map(({ ms }) => ms)

/** At once, after a time in which all slots came free. */
async function burst(fleet: Fleet): Promise<Figure[]> {
  const figures: Figure[] = []
  const dispatcher = await fleet.dispatcher()
  for (const replica of fleet.replicas) {
    const last: number[] = []
    for (let round = 0; round < 5; round += 1) {
      await delay(QUIET_MS)
      const asking = Array.from({ length: 10 }, () => askOnce(replica, 'c0', fleet.fresh(), 10))
      last.push(Math.max(...msOf(await Promise.all(asking))))
    }
    const where = replica === dispatcher ? 'the dispatcher' : 'another'
    const most = 2 * LATENCY_MS + 100
    figures.push({ what: `last answer of ten asked at ${where}, median`, value: quantile(last, 0.5), unit: 'ms', most })
    figures.push({ what: `the slowest of five times`, value: Math.max(...last), unit: 'ms', most })
  }
  return figures
}

/** In turn at the dispatcher and elsewhere, slowly enough that nobody waits for a slot: the median wait of each, in ms. */
async function missesInTurn(fleet: Fleet, times: number): Promise<{ here: number; there: number }> {
  const [here, there] = [await fleet.dispatcher(), await fleet.other()]
  const waits = { here: [] as number[], there: [] as number[] }
  for (let n = 0; n < times; n += 1) {
    for (const [where, replica] of [
      ['here', here],
      ['there', there],
    ] as const) {
      const next = delay(125)
      waits[where].push((await askOnce(replica, 'c0', fleet.fresh(), 10)).ms)
      await next
    }
  }
  return { here: quantile(waits.here, 0.5), there: quantile(waits.there, 0.5) }
}

/** Of a fresh process most goes into running code for the first times; the promise is of one in use. */
async function elsewhere(fleet: Fleet): Promise<Figure[]> {
  const fresh = await missesInTurn(fleet, 100)
  await missesInTurn(fleet, 300)
  const { here, there } = await missesInTurn(fleet, 100)
  return [
    { what: 'the first hundred: the difference', value: fresh.there - fresh.here, unit: 'ms' },
    { what: 'the fifth: a miss at the dispatcher, p50', value: here, unit: 'ms' },
    { what: 'a miss at another, p50', value: there, unit: 'ms' },
    { what: 'the difference', value: there - here, unit: 'ms', most: 2 },
  ]
}

/** One asks ten thousand things at once at one replica; nine ask one each four seconds, out of step, everywhere. */
async function flooded(fleet: Fleet, t: TestContext): Promise<Figure[]> {
  await startFlood(t, await fleet.other(), { caller: 'vloed', count: 10_000, wait: 60 })
  const until = Date.now() + 64_000
  const answers: Answered[] = []
  const modest = MODEST.map(async (caller, n) => {
    await delay(n * 444)
    for (let round = n; Date.now() < until; round += 1) {
      const next = delay(4000 * (0.9 + 0.2 * Math.random()))
      const replica = fleet.replicas[round % fleet.replicas.length]
      if (replica) answers.push(await askOnce(replica, caller, fleet.fresh(), 10))
      await next
    }
  })
  await Promise.all(modest)
  const waits = msOf(answers.filter(isAnswered))
  return [
    { what: 'answers to the nine', value: waits.length, unit: 'answers', least: 130 },
    { what: 'of what they asked', value: share(waits.length, answers.length), unit: '%', least: 100 },
    { what: 'their wait, p50', value: quantile(waits, 0.5), unit: 'ms' },
    { what: 'their wait, p99', value: quantile(waits, 0.99), unit: 'ms', most: 350 },
    { what: 'their longest wait', value: Math.max(...waits), unit: 'ms' },
  ]
}

/** Two who never stop, on different replicas; what they got in half a minute. */
async function weighed(fleet: Fleet): Promise<Figure[]> {
  const [first, second] = fleet.replicas
  if (!first || !second) throw new Error('needs two replicas')
  const load = { fleet, atOnce: 30, wait: 30 }
  const heavy = keepAsking({ ...load, replicas: [first], callers: ['zwaar'] })
  const light = keepAsking({ ...load, replicas: [second], callers: ['licht'] })
  await delay(5000)
  const since = Date.now()
  const before = { heavy: heavy.answers.filter(isAnswered).length, light: light.answers.filter(isAnswered).length }
  await delay(40_000)
  const got = (who: 'heavy' | 'light', answers: readonly Answered[]) => answers.filter(isAnswered).length - before[who]
  const ratio = got('heavy', heavy.answers) / got('light', light.answers)
  await Promise.all([heavy.stop(), light.stop()])
  return [
    { what: 'weights 3 : 1 on two replicas give', value: ratio, unit: ': 1', least: 2.7, most: 3.3 },
    { what: 'measured over', value: (Date.now() - since) / 1000, unit: 's' },
  ]
}

/** The first herds of a fresh process take a fifth to a third longer than later ones. */
async function herdsAt(t: TestContext, server: Parameters<typeof askAtOnce>[1], from: number) {
  const herds: Array<Awaited<ReturnType<typeof askAtOnce>>> = []
  for (let n = 0; n < HERDS; n += 1) {
    herds.push(await askAtOnce(t, server, { caller: 'vloed', count: HERD, wait: 2, from: from + n * HERD }))
    await delay(QUIET_MS)
  }
  return herds
}

/** A queue that is longer than the deadline of whoever comes: how soon that is told. */
async function refused(fleet: Fleet, t: TestContext): Promise<Figure[]> {
  const [here, there] = [await fleet.dispatcher(), await fleet.other()]
  const flood = 600
  await startFlood(t, there, { caller: 'vloed', count: flood, wait: 60 })
  await delay(3000)
  const figures: Figure[] = []
  for (const [where, replica] of [
    ['the dispatcher', here],
    ['another', there],
  ] as const) {
    const answers: Answered[] = []
    for (let n = 0; n < 200; n += 1) answers.push(await askOnce(replica, 'vloed', fleet.fresh(), 2))
    const told = answers.filter(({ status, retryAfter }) => status === 503 && retryAfter !== undefined)
    figures.push({ what: `told so at ${where}`, value: share(told.length, answers.length), unit: '%', least: 100 })
    figures.push({ what: 'one after another, p99', value: quantile(msOf(told), 0.99), unit: 'ms', most: 50 })
  }
  const herds = await herdsAt(t, there, flood)
  const bare = await herdsAt(t, await startBare(t), 0)
  const told = quantile(
    herds.map(({ refused }) => share(refused, HERD)),
    0,
  )
  return [
    ...figures,
    { what: '10,000 at once at another, each time: told so', value: told, unit: '%', least: 99 },
    // As for those who ask one after another: what each waits, from its own question on.
    { what: 'their wait the first time, p99', value: herds[0]?.waitMs ?? Infinity, unit: 'ms' },
    { what: 'their wait the third time, p99', value: herds.at(-1)?.waitMs ?? Infinity, unit: 'ms', most: 1000 },
    // With what asking takes the caller, 0.1 to 0.2 s on the same cores.
    { what: 'from the first question to the last answer, first time', value: herds[0]?.lastMs ?? Infinity, unit: 'ms' },
    { what: 'the third time', value: herds.at(-1)?.lastMs ?? Infinity, unit: 'ms', most: 1000 },
    { what: 'the same at Fastify alone, first time', value: bare[0]?.lastMs ?? Infinity, unit: 'ms' },
    { what: 'the third time', value: bare.at(-1)?.lastMs ?? Infinity, unit: 'ms' },
  ]
}

/** A thousand at once who come back when they are told to. */
async function obedient(fleet: Fleet): Promise<Figure[]> {
  const asker = async (n: number) => {
    const replica = fleet.replicas[n % fleet.replicas.length]
    if (!replica) throw new Error('no replica')
    const path = fleet.fresh()
    const first = await askOnce(replica, 'c0', path, 10)
    if (first.status !== 503) return { first }
    await delay(1000 * (first.retryAfter ?? 0))
    return { first, second: await askOnce(replica, 'c0', path, 10) }
  }
  const all = await Promise.all(Array.from({ length: 1000 }, (_, n) => asker(n)))
  const seconds = all.flatMap(({ second }) => second ?? [])
  const accepted = [...all.map(({ first }) => first), ...seconds].filter(({ status }) => status !== 503)
  const answered = accepted.filter(isAnswered).length
  return [
    { what: 'of 1,000 sent away', value: seconds.length, unit: 'answers' },
    {
      what: 'of them answered at the first retry',
      value: share(seconds.filter(isAnswered).length, seconds.length),
      unit: '%',
      least: 95,
    },
    { what: 'of the accepted answered in time', value: share(answered, accepted.length), unit: '%', least: 99 },
  ]
}

/** Nobody knows what was called before: the first call comes when it must be safe. */
async function anew(fleet: Fleet): Promise<Figure[]> {
  const open = Date.now()
  await Promise.all(fleet.replicas.map((replica) => askOnce(replica, 'c0', fleet.fresh(), 10)))
  const first = fleet.sandbox.control.calls()[0]?.moment ?? Infinity
  return [{ what: 'from ready to the first call', value: first - open, unit: 'ms', most: 3000 }]
}

export const promises: Promised[] = [
  { name: 'a fresh fleet on an empty Redis', measure: anew },
  { name: 'a burst after a quiet two seconds', measure: burst },
  { name: 'a miss asked at another replica', measure: elsewhere },
  { name: 'modest callers beside a flood', measure: flooded },
  { name: 'weights over replicas', measure: weighed },
  { name: 'a queue longer than the deadline', measure: refused },
  { name: 'a thousand who obey Retry-After', measure: obedient },
]

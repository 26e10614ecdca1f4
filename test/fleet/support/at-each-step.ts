// Walks through the steps of a poll: kills the dispatcher at each in turn, and sees what its successor makes of it.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { Redis } from 'ioredis'
import { anyScripts, ourScripts } from '../../../src/cache/lua/scripts.ts'
import { readFeed, readRecord } from '../../../src/cache/purge-event.ts'
import { placesUnder } from '../../../src/cache/purge-places.ts'
import { createFeed } from '../../../src/sandbox/register/feed.ts'
import { eventually } from '../../support/eventually.ts'
import { type Fleet, withFleet } from '../../support/fleet.ts'
import { type Party, partiesOf } from '../../support/parties.ts'
import { startRedis } from '../../support/redis.ts'
import { contentsOf } from '../../support/redis-contents.ts'
import { redisSteps, type Step, type When } from '../../support/redis-steps.ts'
import { createTruth, type Truth } from '../../support/truth.ts'
import { watch } from '../../support/watch.ts'
import { FEED } from './followed.ts'

/** For a lease to end, another to begin, and everything to be fetched again. */
const LONGEST_MS = 20_000
/** A death at each of some twenty steps, each with all that follows from it, beside other tests. */
export const A_WALK_MS = 5 * 60_000

const places = placesUnder()
const scripts = new Map(Object.entries({ ...ourScripts, held: anyScripts.held }).map(([name, text]) => [text, name]))

/** What the dispatcher asks of Redis to keep answers true. Nobody else does any of it while no caller asks. */
function nameOf([command, first]: readonly Buffer[]): string | undefined {
  const word = command?.toString().toLowerCase()
  if (word === 'eval') return scripts.get(first?.toString() ?? '')
  if (word === 'get') return first?.toString().startsWith(places.entry('')) ? 'get' : undefined
  return word === 'zcard' ? word : undefined
}

interface Stage extends Fleet {
  url: string
  admin: Redis
  holdAt: Awaited<ReturnType<typeof redisSteps>>['holdAt']
}

async function stage(t: TestContext): Promise<Stage> {
  const redis = await startRedis()
  t.after(() => redis[Symbol.asyncDispose]())
  const { url, holdAt } = await redisSteps(t, redis.port, nameOf)
  const fleet = await withFleet(t, {
    env: { MUTATION_POLL_SECONDS: '1', REDIS_URL: url },
    sandbox: { latency: { ms: 0 }, omvang: { zorgverlener: 400, onderneming: 150, vestiging: 50 } },
  })
  const admin = new Redis(redis.url)
  t.after(() => admin.disconnect())
  return { ...fleet, url: redis.url, admin, holdAt }
}

/** Has a poll that began after the change been written down as complete? Then it must have been told of, too. */
async function isPassed({ admin }: Stage, truth: Truth): Promise<boolean> {
  const feed = readFeed(await admin.hget(places.shared, 'feed'))
  if (!feed || feed.to < truth.since()) return false
  const record = readRecord(await admin.hget(places.records, truth.agbcode))
  assert.ok(record && record.after >= truth.since(), 'the position moved, so every replica was told')
  return true
}

/** Resolves when all that a poll leads to is done, or the walk goes on: the position has moved and nothing old is held. */
async function isFollowed(on: Stage, truth: Truth, signal: AbortSignal): Promise<undefined> {
  const name = truth.name()
  await eventually(
    'all of it is done',
    async () => {
      if (signal.aborted) return true
      if (!(await isPassed(on, truth))) return undefined
      // A list of what changed names it too, and stays as it is.
      const kept = [...(await contentsOf(on.url)).answers].filter(([place]) => !place.includes('-mutaties/'))
      const about = kept.filter(([, text]) => text.includes(truth.agbcode)).map(([, text]) => text.toLowerCase())
      // Both answers are fetched anew; or none is left that names it.
      const isDone = name ? about.length === 2 && about.every((text) => text.includes(name)) : about.length === 0
      return isDone || undefined
    },
    LONGEST_MS,
  )
}

/** Where the dispatcher is stopped: armed at once, and resolved when it stands still there. */
type Stop = (on: Stage, party: Party, signal: AbortSignal) => Promise<Step>

const atCommand =
  (isIt: (name: string) => boolean, when: When): Stop =>
  ({ holdAt }, _, signal) =>
    holdAt(isIt, when, signal)

/** Whatever it is called: the one that is so many from now. */
function nth(number: number): () => boolean {
  let left = number
  return () => (left -= 1) === 0
}

/** The call has its answer, and the dispatcher does not. Nor of the other one: with that this one may be needless. */
const atCall =
  (pathOf: (party: Party) => string): Stop =>
  async ({ sandbox: { control } }, party) => {
    const name = pathOf(party)
    const others = control.hold((path) => path !== name && [party.detail, party.elsewhere].includes(path), {
      at: 'after',
    })
    const held = control.hold(name, { at: 'after' })
    await held.arrived()
    const drop = () => {
      held.release()
      others.release()
    }
    return { name, drop }
  }

interface Death {
  change: (truth: Truth) => void
  stop: Stop
}

/** One step of the walk. Gives its name; undefined when all was done before it came so far. */
async function die(t: TestContext, on: Stage, party: Party, { change, stop }: Death): Promise<string | undefined> {
  const { replicas, sandbox } = on
  const { control } = sandbox
  const truth = createTruth(control, party.agbcode)
  const asked = { replicas, paths: [party.detail, party.elsewhere], truth }
  const watching = watch(t, asked)
  await watching.follows('it is held everywhere')
  await watching.stop()
  const dispatcher = await on.dispatcher()

  // So that it begins with the list that names the party, whatever the poll before was doing.
  const list = control.hold(FEED)
  await list.arrived()
  const over = new AbortController()
  change(truth)
  const stopped = stop(on, party, over.signal)
  list.release()
  const step = await Promise.race([stopped, isFollowed(on, truth, over.signal)])
  over.abort()
  if (!step) return undefined
  await dispatcher.kill()
  step.drop()

  // A later list need not name it again once the position has moved: then what was told must do.
  if (await isPassed(on, truth)) control.register.feed = createFeed()
  const back = dispatcher.start()
  // Nobody asks, for who does would have it fetched: the successor must do it by itself.
  await isFollowed(on, truth, t.signal)
  await back
  const after = watch(t, asked)
  await after.follows(`the change everywhere, after a death at ${step.name}`)
  after.isHonest()
  await after.stop()
  return step.name
}

type Change = Death['change']

/**
 * Kills it at each command to Redis in turn; then at those of `kinds` that were not among them, for the order of what goes on
 * side by side is another each time.
 */
export async function dieAtEachCommand(
  t: TestContext,
  { change, when, kinds }: { change: Change; when: When; kinds: readonly string[] },
): Promise<void> {
  const on = await stage(t)
  const parties = partiesOf(on.sandbox.control).values()
  const dieAt = (isIt: (name: string) => boolean) => {
    const { value: party } = parties.next()
    assert.ok(party, 'more steps than parties')
    return die(t, on, party, { change, stop: atCommand(isIt, when) })
  }
  const steps: string[] = []
  for (let step = await dieAt(nth(1)); step !== undefined; step = await dieAt(nth(steps.length + 1))) steps.push(step)
  t.diagnostic(steps.join(', '))
  for (const kind of kinds)
    if (!steps.includes(kind)) assert.equal(await dieAt((name) => name === kind), kind, 'such a command was not sent')
}

/** Kills it while each of its calls to Vektis is out. */
export async function dieAtEachCall(t: TestContext, change: Change): Promise<void> {
  const on = await stage(t)
  const calls: Array<(party: Party) => string> = [() => FEED, ({ detail }) => detail, ({ elsewhere }) => elsewhere]
  for (const [at, party] of partiesOf(on.sandbox.control).slice(0, calls.length).entries()) {
    const step = await die(t, on, party, { change, stop: atCall(calls[at]!) })
    if (step === undefined) throw new Error('this call was not made')
  }
}

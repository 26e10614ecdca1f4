// Whatever becomes of replicas, links and Redis: a caller that takes all it can gets no more than 1.2 times its limiet.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { Redis } from 'ioredis'
import { startRedis } from '../support/redis.ts'
import { type Fleet, fleetOn, type Member, STEP_MS, WINDOW_STEPS } from './fleet.ts'

const REPLICAS = 3
const RUNS = Number(process.env.LIMIET_RUNS ?? 60)
const seconds = (some: number) => Math.round((some * 1000) / STEP_MS)

/** Redis forgets at most once in a window. */
const FORGETS_EVERY = WINDOW_STEPS
/** And then hears all who live: one that is cut off at that very moment, and forgotten, is left over. */
const TOLD_IN = seconds(1.2)

const place = fc.nat({ max: REPLICAS - 1 })
/** About one of these, in steps. */
const lasts = (...some: number[]) =>
  fc.tuple(fc.constantFrom(...some), fc.nat({ max: 12 })).map(([one, more]) => seconds(one) + more)
const link = fc.record({
  kind: fc.constantFrom('link'),
  place,
  link: fc.constantFrom('closed' as const, 'deaf' as const, 'dumb' as const, 'late' as const),
  steps: lasts(1, 4, 12, 25),
})
const end = fc.record({
  kind: fc.constantFrom('kill', 'leave'),
  place,
  back: lasts(0.1, 2, 4, 12),
  sameName: fc.constantFrom(true, false),
})
const forget = fc.record({ kind: fc.constantFrom('empty', 'restart', 'old') })

/** A caller that finds one replica, until that has nearly all; then trouble, and it asks everywhere. */
const chapter = fc.record({
  hot: place,
  hotSteps: lasts(0, 3, 6),
  floodSteps: lasts(3, 9, 18),
  calmSteps: lasts(0, 2),
  troubles: fc.array(fc.record({ after: lasts(-1, 0, 1, 8), trouble: fc.oneof(link, end, forget) }), {
    minLength: 1,
    maxLength: 3,
  }),
})

type Chapter = typeof chapter extends fc.Arbitrary<infer T> ? T : never
type Trouble = Chapter['troubles'][number]['trouble']

/** What is to happen at which step. */
function createAgenda() {
  const entries: Array<{ at: number; act: () => Promise<void> }> = []
  return {
    add: (at: number, act: () => Promise<void>) => void entries.push({ at, act }),
    run: async (step: number) => {
      for (const { act } of entries.filter((entry) => entry.at === step)) await act()
    },
  }
}

async function play(fleet: Fleet, chapters: readonly Chapter[]): Promise<void> {
  const agenda = createAgenda()
  const places: Array<Member | undefined> = []
  let names = REPLICAS
  let forgotAt = -FORGETS_EVERY
  let restore = async () => {}

  const join = async (at: number, name: string) => {
    places[at] ??= await fleet.join(name)
  }

  async function begin(trouble: Trouble, step: number): Promise<void> {
    if ('link' in trouble) {
      const member = places[trouble.place]
      if (!member || step < forgotAt + TOLD_IN) return
      await fleet.setLink(member, trouble.link)
      agenda.add(step + trouble.steps + 1, () => fleet.setLink(member, member.alive ? 'open' : 'closed'))
    } else if ('back' in trouble) {
      const member = places[trouble.place]
      if (!member) return
      places[trouble.place] = undefined
      await (trouble.kind === 'kill' ? fleet.kill(member) : fleet.leave(member))
      const name = trouble.sameName ? member.name : `agb-${(names += 1)}`
      agenda.add(step + trouble.back + 1, () => join(trouble.place, name))
    } else if (step >= forgotAt + FORGETS_EVERY) {
      forgotAt = step
      for (const member of places) if (member) await fleet.setLink(member, 'open')
      await (trouble.kind === 'old' ? restore() : fleet.empty(trouble.kind === 'restart'))
    }
  }

  for (let at = 0; at < REPLICAS; at += 1) await join(at, `agb-${at}`)
  let step = 0
  for (const { hot, hotSteps, floodSteps, calmSteps, troubles } of chapters) {
    restore = await fleet.snapshot()
    for (const { after, trouble } of troubles) agenda.add(step + hotSteps + after, () => begin(trouble, step))
    const flood = step + hotSteps
    const calm = flood + floodSteps
    for (; step < calm + calmSteps; step += 1) {
      await agenda.run(step)
      for (const [at, member] of places.entries())
        if (member && (step < flood ? at === hot : step < calm)) fleet.ask(member)
      await fleet.step()
    }
  }
}

test('in any ten seconds at most 1.2 times', async () => {
  await using server = await startRedis()
  const redis = new Redis(server.url)
  using _ = { [Symbol.dispose]: () => redis.disconnect() }
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(3, 5, 10, 47, 100, 1000),
      fc.constantFrom(0, REPLICAS),
      fc.array(chapter, { minLength: 1, maxLength: 3 }),
      async (limiet, replicas, chapters) => {
        const fleet = fleetOn(redis, { limiet, replicas })
        await play(fleet, chapters)
        await fleet.close()
        const most = fleet.most(WINDOW_STEPS)
        assert.ok(most <= 12 * limiet, `${most} in ten seconds`)
      },
    ),
    { numRuns: RUNS, ...(process.env.LIMIET_SEED && { seed: Number(process.env.LIMIET_SEED) }) },
  )
})

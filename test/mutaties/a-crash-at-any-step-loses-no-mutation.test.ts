import assert from 'node:assert/strict'
import { setImmediate as turn } from 'node:timers/promises'
import { describe, it, type TestContext } from 'node:test'
import { createLocalWord } from '../../src/cache/purge-word.ts'
import { readKeys } from '../../src/lib/keys.ts'
import { createMutaties } from '../../src/mutaties/mutaties.ts'
import { type Fleet, places, startFleet } from '../cache/purge-fleet.ts'
import { createRegister, type Register, relaties, zorgverlener } from './register.ts'

const JAN = 'zorgverlener/00000001'
const PRAKTIJK = 'onderneming-relaties/00000002'

/** Dies at its so-manieth step, before it is done or after; from then on nothing comes back, as with SIGKILL. */
function createMortal(at: number, when: 'before' | 'after') {
  let steps = 0
  let dead = false
  const never = new Promise<never>(() => {})
  return {
    steps: () => steps,
    dead: () => dead,
    mortal:
      <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        steps += 1
        const last = steps === at
        if (last && when === 'before') dead = true
        if (dead) return never
        const result = await work(...args)
        if (last) dead = true
        return dead ? never : result
      },
  }
}

type Mortal = ReturnType<typeof createMortal>

/** One life of a dispatcher: its parts on Redis, each effect a step at which it can die. */
async function live(t: TestContext, fleet: Fleet, register: Register, { mortal }: Mortal, token: string) {
  await fleet.grant(token)
  const { freshness, tagged, log, store } = await fleet.replica(() => token)
  let polls = 0
  const fetch = mortal(async (key: string) => {
    const entry = await register.fetch(key)
    await mutaties.landed(key, entry)
    return entry
  })
  const mutaties = createMutaties({
    clock: fleet.clock,
    pollEveryMs: 60_000,
    freshness,
    log: {
      epoch: log.epoch,
      prepare: mortal(log.prepare),
      settle: mortal(log.settle),
      tell: mortal(log.tell),
      forget: mortal(log.forget),
    },
    tagged: { ...tagged, keep: mortal(tagged.keep), erase: mortal(tagged.erase), held: mortal(tagged.held) },
    word: createLocalWord(),
    onConfirmed: () => {},
    heldEntry: mortal(store.get),
    ask: mortal(register.ask),
    fetch,
    gevraagd: { of: () => 0 },
    keys: () => readKeys('a'.repeat(64)),
    onWijziging: () => {},
    onPolled: () => {
      polls += 1
    },
    onRound: () => {},
    onFault: () => {},
  })
  const held = new AbortController()
  t.after(() => {
    held.abort()
    mutaties.close()
  })
  return {
    mutaties,
    fetch,
    store,
    polls: () => polls,
    begin: () => void mutaties.run(held.signal),
    end: () => held.abort(),
  }
}

async function until(what: string, look: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 10_000
  while (!(await look())) {
    assert.ok(performance.now() < deadline, `never: ${what}`)
    await turn()
  }
}

interface Death {
  when: 'before' | 'after'
  /** So much later another takes over. */
  laterMs: number
}

/** Lets one die at each step in turn, and another take over. Gives how many steps there were. */
async function walk(t: TestContext, { when, laterMs }: Death, change: (register: Register) => void): Promise<number> {
  const fleet = await startFleet(t, { everyMs: 1e12 })
  const admin = fleet.admin
  for (let at = 1; ; at++) {
    await admin.flushall()
    const register = createRegister(fleet.clock)
    register.put(JAN, zorgverlener('00000001', 'Jansen'))
    register.put(PRAKTIJK, relaties('00000002', '00000001'))
    const before = await live(t, fleet, register, createMortal(0, when), `${at}-1`)
    await before.fetch(JAN)
    await before.fetch(PRAKTIJK)
    before.begin()
    await until('the first poll', () => before.polls() > 0)
    before.end()
    await fleet.clock.advance(10)
    change(register)

    const mortal = createMortal(at, when)
    const first = await live(t, fleet, register, mortal, `${at}-2`)
    const documentOf = async (key: string) => (await first.store.get(key))?.document
    const isOver = async () => first.polls() > 0 && first.mutaties.waiting() === 0 && (await isFollowed(documentOf))
    first.begin()
    await until('it dies, or is done', async () => mortal.dead() || (await isOver()))
    const lived = !mortal.dead()
    // Nothing of it comes back anyway; this only stills its timers.
    first.end()

    await fleet.clock.advance(laterMs)
    const second = await live(t, fleet, register, createMortal(0, when), `${at}-3`)
    second.begin()
    await until(
      `the change is there, after a death ${when} step ${at}`,
      async () => second.polls() > 0 && (await isFollowed(documentOf)),
    )
    assert.ok(await admin.hget(places.shared, 'feed'), 'the position is written down')
    second.end()
    if (lived) return at - 1
  }
}

/** What was held before the change is nowhere any more, neither there nor where others name it. */
async function isFollowed(documentOf: (key: string) => Promise<unknown>): Promise<boolean> {
  const texts = await Promise.all([JAN, PRAKTIJK].map(async (key) => JSON.stringify(await documentOf(key)) ?? ''))
  return !texts[0]?.includes('Jansen') && !texts[1]?.includes('N 00000001')
}

const changes: Record<string, (register: Register) => void> = {
  'a change': (register) => register.put(JAN, zorgverlener('00000001', 'De Vries')),
  'a removal': (register) => register.put(JAN, undefined),
}

describe('a crash at any step loses no mutation', () => {
  for (const [what, change] of Object.entries(changes))
    for (const when of ['before', 'after'] as const)
      for (const [later, laterMs] of Object.entries({ 'at once': 10, 'three days later': 3 * 86_400_000 }))
        it(`of ${what}, ${when} the step is done, when another takes over ${later}`, {
          timeout: 120_000,
        }, async (t) => {
          const steps = await walk(t, { when, laterMs }, (register) => {
            change(register)
            register.put(PRAKTIJK, relaties('00000002'))
            register.change('00000001')
          })
          assert.ok(steps >= 10, `only ${steps} steps`)
        })
})

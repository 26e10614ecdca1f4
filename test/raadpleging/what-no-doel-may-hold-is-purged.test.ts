// After a narrower policy, and when a doel lapses, what is held is judged again: until it is whole, and once more later.

import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Entry } from '../../src/cache/entry.ts'
import type { Judge, Revised } from '../../src/cache/store.ts'
import { bewaarsnede, versmalt } from '../../src/doelbinding/bewaren.ts'
import type { Policy } from '../../src/doelbinding/policy.ts'
import { readPolicy } from '../../src/policy/read-policy.ts'
import { catalogus } from '../../src/domain/catalogus.ts'
import { createHersnijden } from '../../src/raadpleging/hersnijden.ts'
import { createOpschonen } from '../../src/raadpleging/opschonen.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'

const MINUTE = 60_000
const NOW = Date.parse('2026-11-22T12:00:00Z')

function read(doelen: Record<string, unknown>): Policy {
  const lezing = readPolicy(Buffer.from(JSON.stringify(policyOf(doelen, { a: afnemer('a', []) }))), 'p')
  assert.ok('policy' in lezing, JSON.stringify(lezing))
  return lezing.policy
}

const wide = read({ breed: doel() })
const narrow = read({ smal: doel({ bewerkingen: ['detail'], categorieen: ['naam'] }) })
const filtered = read({
  smal: doel({ bewerkingen: ['detail'], categorieen: ['naam'], rijfilter: { zorgsoort: ['03'] } }),
})

const detail = catalogus.find(({ id }) => id === 'zorgverlener')
assert.ok(detail)

function entryOf(policy: Policy): Entry {
  const { scope, snoei } = bewaarsnede(policy.doelen.values(), detail!, NOW)
  const document = { AGBCode: '03000001', Achternaam: 'Jansen', Zorgsoort: { Code: '03' }, Adressen: [{ Plaats: 'A' }] }
  return { fetchedAt: NOW, staleAt: NOW + 1, deleteAt: NOW + 2, scope, tags: ['03000001'], document: snoei(document) }
}

const judgeBy = (policy: Policy): Judge => createHersnijden([...policy.doelen.values()], NOW)

test('an entry that holds more is cut to what may be kept', () => {
  const cut = judgeBy(narrow)('zorgverlener/03000001', entryOf(wide))
  assert.ok(cut)
  assert.deepEqual(cut, entryOf(narrow))
  assert.deepEqual(judgeBy(filtered)('zorgverlener/03000001', entryOf(wide)), entryOf(filtered))
})

test('one that holds no more stays the same object', () => {
  const entry = entryOf(narrow)
  assert.equal(judgeBy(narrow)('zorgverlener/03000001', entry), entry)
  assert.equal(judgeBy(wide)('zorgverlener/03000001', entry), entry)
})

test('an absence is cut too, and stays an absence', () => {
  const absent = { ...entryOf(wide), document: undefined }
  assert.deepEqual(judgeBy(narrow)('zorgverlener/03000001', absent), { ...entryOf(narrow), document: undefined })
})

test('what nobody may ask any more goes, and so does what cannot be understood', () => {
  assert.equal(judgeBy(narrow)('zorgverlener-relaties/03000001', entryOf(wide)), undefined)
  assert.equal(judgeBy(narrow)('nergens/03000001', entryOf(wide)), undefined)
  assert.equal(judgeBy(narrow)('zorgverlener/03000001', { ...entryOf(wide), document: 'text' }), undefined)
})

test('a policy is narrower when something that may be kept no longer may', () => {
  const narrower = (oud: Policy, nieuw: Policy, now = NOW) => versmalt(oud.doelen.values(), nieuw.doelen.values(), now)
  assert.equal(narrower(wide, narrow), true)
  assert.equal(narrower(narrow, wide), false)
  assert.equal(narrower(filtered, narrow), true, 'the zorgsoort was kept for the row filter')
  assert.equal(narrower(narrow, narrow), false)
})

function start(t: TestContext, policy: Policy) {
  const clock = createFakeClock(NOW)
  const far: string[] = []
  const done: Revised[] = []
  let reply = async (_signal: AbortSignal): Promise<Revised> => ({ rewritten: 2, deleted: 0 })
  let inForce = policy
  const opschonen = createOpschonen({
    policy: () => inForce,
    clock,
    near: () => ({ rewritten: 1, deleted: 1 }),
    far: async (_judge, signal) => {
      far.push(new Date(clock.now()).toISOString().slice(11, 16))
      return reply(signal)
    },
    onDone: (revised) => void done.push(revised),
  })
  t.after(opschonen.close)
  return {
    ...opschonen,
    clock,
    far,
    done,
    answers: (how: typeof reply) => {
      reply = how
    },
    policy: (next: Policy) => {
      inForce = next
    },
  }
}

test('at once and five minutes later', async (t) => {
  const { start: begin, clock, far, done } = start(t, narrow)
  begin()
  await clock.advance(60 * MINUTE)
  assert.deepEqual(far, ['12:00', '12:05'])
  assert.deepEqual(
    done,
    Array.from({ length: 2 }, () => ({ rewritten: 3, deleted: 1 })),
  )
})

test('again every minute until Redis is back', async (t) => {
  const { start: begin, clock, far, done, answers } = start(t, narrow)
  answers(() => Promise.reject(new Error('away')))
  begin()
  await clock.advance(2 * MINUTE)
  answers(async () => ({ rewritten: 0, deleted: 0 }))
  await clock.advance(60 * MINUTE)
  assert.deepEqual(far, ['12:00', '12:01', '12:02', '12:03', '12:08'])
  assert.equal(done.length, 2)
})

test('the next policy takes the place of the round before it', async (t) => {
  const { start: begin, clock, far, done, answers } = start(t, narrow)
  answers(
    (signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error))
      }),
  )
  begin()
  await clock.advance(MINUTE)
  answers(async () => ({ rewritten: 0, deleted: 0 }))
  begin()
  await clock.advance(60 * MINUTE)
  assert.deepEqual(far, ['12:00', '12:01', '12:06'])
  assert.equal(done.length, 2)
})

test('a doel that lapses is as good as taken out; one that is taken out is no lapse', async (t) => {
  const lapsing = read({ kort: doel({ geldigTot: '2026-11-22' }), smal: doel({ categorieen: ['naam'] }) })
  const { clock, far, policy } = start(t, lapsing)
  await clock.advance(10 * 60 * MINUTE)
  assert.deepEqual(far, [])
  await clock.advance(2 * 60 * MINUTE)
  assert.deepEqual(far, ['23:00', '23:05'])
  policy(narrow)
  await clock.advance(60 * MINUTE)
  assert.equal(far.length, 2)
})

// The far side says that it is asked too much: nothing goes out for a while, then half as much, and it is told.

import assert from 'node:assert/strict'
import test from 'node:test'
import { NoPlace } from '../../../src/dispatch/question.ts'
import { createTestDesk, Failure, question } from './support/desk.ts'
import { createTestTerm } from './support/term.ts'

test('nothing for a second, and then at most half as many in any second', async () => {
  let limits = 0
  const { desk, calls, advance, rest } = createTestDesk({ onLimited: () => (limits += 1) })
  const limited = assert.rejects(desk.ask(question('limited')), { name: 'Failure' })
  await rest()
  calls[0]?.answered()
  calls[0]?.fail(new Failure({ limited: {} }))
  await limited
  assert.equal(limits, 1)
  assert.equal(desk.stats().rate, 5)

  for (let n = 0; n < 12; n += 1) void desk.ask(question(`${n}`, { deadline: 30_000 }))
  for (let n = 0; n < 800; n += 1) {
    await advance(5)
    for (const call of calls) call.answer('')
  }
  const moments = calls.slice(1).map(({ at }) => at)
  assert.equal(moments[0], 1000)
  assert.equal(moments.length, 12)
  for (const [index, moment] of moments.slice(5).entries()) assert.ok(moment - moments[index]! >= 1000)
  await desk.close()
})

test('a long hold is told at once to who cannot wait for it', async () => {
  const { desk, calls, rest } = createTestDesk()
  const limited = assert.rejects(desk.ask(question('limited')), { name: 'Failure' })
  await rest()
  calls[0]?.fail(new Failure({ limited: { afterMs: 20_000 } }))
  await limited
  const refusal = await desk.ask(question('a')).catch((error: unknown) => error)
  assert.ok(refusal instanceof NoPlace)
  assert.equal(refusal.retryAfterSeconds, 25)
  await desk.close()
})

test('a limit that comes while the next slot is being taken holds that one too', async () => {
  const second = Promise.withResolvers<'taken'>()
  const term = createTestTerm({ slots: 2, book: () => (term.takes.length === 2 ? second.promise : 'taken') })
  const { desk, calls, advance, rest } = createTestDesk({ term })
  const limited = assert.rejects(desk.ask(question('limited')), { name: 'Failure' })
  const next = desk.ask(question('next'))
  await rest()
  assert.deepEqual([calls.length, term.takes.length], [1, 2])
  calls[0]?.answered()
  calls[0]?.fail(new Failure({ limited: {} }))
  await limited
  second.resolve('taken')
  await rest()
  assert.equal(calls.length, 1)
  assert.deepEqual(term.frees.at(-1), [1, 0])
  await advance(1000)
  assert.equal(calls[1]?.at, 1000)
  calls[1]?.answer('next')
  assert.equal(await next, 'next')
  await desk.close()
})

// What just failed is not tried anew for each who asks after it: for two seconds they hear the same.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createFailures } from '../../../src/dispatch/desk/failures.ts'
import { createTestDesk, Failure, question } from './support/desk.ts'

test('who asks within two seconds hears the same, without a call', async () => {
  const { desk, calls, advance, rest } = createTestDesk()
  const failure = new Failure()
  const asked = assert.rejects(desk.ask(question('a')), (error) => error === failure)
  await rest()
  calls[0]?.fail(failure)
  await asked
  await advance(1995, 95)
  await assert.rejects(desk.ask(question('a')), (error) => error === failure)
  assert.equal(calls.length, 1)
  await advance(5)
  const again = desk.ask(question('a'))
  await rest()
  calls[1]?.answer('back')
  assert.equal(await again, 'back')
  await desk.close()
})

for (const [what, judgement] of [
  ['a limit', { limited: {} }],
  ['what was never sent', { sent: false }],
] as const) {
  test(`${what} says nothing about the question`, async () => {
    const { desk, calls, advance, rest } = createTestDesk()
    const asked = assert.rejects(desk.ask(question('a')), { name: 'Failure' })
    await rest()
    calls[0]?.fail(new Failure(judgement))
    await asked
    const again = desk.ask(question('a'))
    await advance(1000)
    calls[1]?.answer('back')
    assert.equal(await again, 'back')
    await desk.close()
  })
}

test('the latest thousand are remembered', () => {
  const failures = createFailures()
  for (let n = 0; n < 1500; n += 1) failures.add(`${n}`, n, 0)
  assert.equal(failures.get('499', 0), undefined)
  assert.equal(failures.get('500', 0)?.error, 500)
  assert.equal(failures.get('1499', 1999)?.error, 1499)
  assert.equal(failures.get('1499', 2000), undefined)
})

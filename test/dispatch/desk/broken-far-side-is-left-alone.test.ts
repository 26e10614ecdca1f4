// After five failures in a row nobody waits for a far side that does not work: one probe at a time finds out when it does.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createTestDesk, Failure, question } from './support/desk.ts'

const broken = (text = 'broken') => new Failure({ ill: 'far' }, text)
const breakersOf = (log: string[]) => (name: string, isOpen: boolean) =>
  log.push(`${name} ${isOpen ? 'open' : 'closed'}`)

/** A desk of which five calls have just failed; the fifth failure says `fifth`. */
async function createBroken(options: Parameters<typeof createTestDesk>[0] = {}) {
  const log: string[] = []
  const setup = createTestDesk({ onBreaker: breakersOf(log), probe: 'probe', ...options })
  const asked = Array.from({ length: 5 }, (_, n) => setup.desk.ask(question(`${n}`)).catch(() => undefined))
  await setup.rest()
  for (const [n, call] of setup.calls.entries()) call.fail(broken(n === 4 ? 'fifth' : 'earlier'))
  await Promise.all(asked)
  await setup.rest()
  return { ...setup, log }
}

test('four in a row are borne, and a success between starts the row anew', async () => {
  const { desk, calls, rest } = createTestDesk({ probe: 'probe' })
  const asked = Array.from({ length: 9 }, (_, n) => desk.ask(question(`${n}`)).catch(() => undefined))
  await rest()
  for (const [n, call] of calls.entries()) {
    if (n === 4) call.answer('')
    else call.fail(broken())
    await rest()
  }
  await Promise.all(asked)
  assert.deepEqual(desk.stats().breakers, { far: false })
  await desk.close()
})

test('who asks then, who waited and who was to be tried again hear the last failure at once', async () => {
  const { desk, calls, advance, rest } = createTestDesk({ callsPerSecond: 6, probe: 'probe', random: () => 0.9 })
  const again = desk.ask(question('again'))
  const five = Array.from({ length: 5 }, (_, n) => desk.ask(question(`${n}`)).catch(() => undefined))
  await rest()
  const waiting = desk.ask(question('waiting'))
  calls[0]?.fail(new Failure({ again: true }))
  await rest()
  for (const call of calls.slice(1)) call.fail(broken())
  await Promise.all([
    ...five,
    assert.rejects(waiting, { message: 'broken' }),
    assert.rejects(again, { message: 'broken' }),
    assert.rejects(desk.ask(question('late')), { message: 'broken' }),
  ])
  await advance(400)
  assert.equal(calls.length, 6)
  await desk.close()
})

test('one probe at a time, later and later; a success closes it for all', async () => {
  const { desk, calls, log, advance } = await createBroken()
  assert.deepEqual(log, ['far open'])
  const probes = () => calls.slice(5).map(({ parts, at }) => [parts, at])
  await advance(375)
  assert.deepEqual(probes(), [['probe', 375]])
  await advance(2000, 50)
  assert.equal(probes().length, 1, 'while one is out there is no other')
  calls[5]?.fail(broken('still'))
  await advance(750)
  assert.equal(calls[6]?.at, 2375 + 750)
  await assert.rejects(desk.ask(question('a')), { message: 'still' })
  calls[6]?.answer('well')
  await advance(0)
  assert.deepEqual(log, ['far open', 'far closed'])
  const asked = desk.ask(question('a'))
  await advance(0)
  calls[7]?.answer('the answer')
  assert.equal(await asked, 'the answer')
  await desk.close()
})

test('a call that was out and succeeds after all closes it too', async () => {
  const { desk, calls, rest } = createTestDesk({ probe: 'probe' })
  const slow = desk.ask(question('slow'))
  const five = Array.from({ length: 5 }, (_, n) => desk.ask(question(`${n}`)).catch(() => undefined))
  await rest()
  for (const call of calls.slice(1)) call.fail(broken())
  await Promise.all(five)
  assert.equal(desk.stats().breakers.far, true)
  const joined = desk.ask(question('slow'))
  calls[0]?.answer('well')
  assert.deepEqual(await Promise.all([slow, joined]), ['well', 'well'])
  assert.equal(desk.stats().breakers.far, false)
  await desk.close()
})

test('without a probe of its own, one question at a time finds out', async () => {
  const log: string[] = []
  const { desk, calls, advance, rest } = createTestDesk({ onBreaker: breakersOf(log) })
  const five = Array.from({ length: 5 }, (_, n) => desk.ask(question(`${n}`)).catch(() => undefined))
  await rest()
  for (const call of calls) call.fail(broken())
  await Promise.all(five)
  await advance(375)
  const tries = desk.ask(question('tries'))
  await assert.rejects(desk.ask(question('other')), { message: 'broken' })
  await rest()
  calls[5]?.answer('well')
  assert.equal(await tries, 'well')
  assert.deepEqual(log, ['far open', 'far closed'])
  await desk.close()
})

test('closing ends the probing', async () => {
  const { desk, clock, calls } = await createBroken()
  await desk.close()
  assert.equal(clock.sleepers(), 0)
  await clock.advance(60_000)
  assert.equal(calls.length, 5)
})

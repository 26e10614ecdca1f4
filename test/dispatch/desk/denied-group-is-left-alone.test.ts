// Calls that are let in or denied together: two denials keep the rest of their group back, and nobody else.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createTestDesk, Failure, question } from './support/desk.ts'

const denied = new Failure({ ill: 'group' }, 'denied')
const groups = ['people', 'codes'] as const

function createGrouped() {
  const told: string[] = []
  const setup = createTestDesk({
    groups,
    groupOf: (parts) => groups.find((group) => parts.startsWith(group)),
    probe: 'probe',
    onBreaker: (name, isOpen) => told.push(`${name} ${isOpen ? 'open' : 'closed'}`),
    onDenied: () => told.push('denied'),
    onUnfit: () => told.push('unfit'),
  })
  let asked = 0
  /** Asks so many of the group and has each denied. */
  async function deny(group: string, times: number) {
    for (let n = 0; n < times; n += 1) {
      const refused = assert.rejects(setup.desk.ask(question(`${group} ${(asked += 1)}`)), { message: 'denied' })
      await setup.rest()
      setup.calls.at(-1)?.fail(denied)
      await refused
    }
  }
  return { ...setup, told, deny }
}

test('one denial is borne, two open it for the group alone', async () => {
  const { desk, calls, told, deny, rest } = createGrouped()
  await deny('people', 1)
  assert.deepEqual(told, [])
  await deny('people', 1)
  assert.deepEqual(told, ['people open'])
  const before = calls.length
  await assert.rejects(desk.ask(question('people x')), { message: 'denied' })
  assert.equal(calls.length, before)
  const other = desk.ask(question('codes x'))
  await rest()
  calls.at(-1)?.answer('codes')
  assert.equal(await other, 'codes')
  assert.deepEqual(desk.stats().breakers, { far: false, people: true, codes: false })
  await desk.close()
})

test('one question of the group tries, and its success lets the others in', async () => {
  const { desk, calls, told, deny, advance, rest } = createGrouped()
  await deny('people', 2)
  await advance(750)
  const tries = desk.ask(question('people tries'))
  await assert.rejects(desk.ask(question('people other')), { message: 'denied' })
  const joined = desk.ask(question('people tries'))
  await rest()
  calls.at(-1)?.answer('in')
  assert.deepEqual(await Promise.all([tries, joined]), ['in', 'in'])
  assert.deepEqual(told, ['people open', 'people closed'])
  await desk.close()
})

test('a try that is given up leaves the next one free to try', async () => {
  const { desk, calls, deny, advance, rest } = createGrouped()
  await deny('people', 2)
  await advance(750)
  const seat = desk.join(question('people leaves'))
  seat.leave()
  const tries = desk.ask(question('people tries'))
  await rest()
  calls.at(-1)?.answer('in')
  assert.equal(await tries, 'in')
  await desk.close()
})

test('a try that fails for another reason says nothing about the group', async () => {
  const { desk, calls, deny, advance, rest } = createGrouped()
  await deny('people', 2)
  await advance(750)
  const first = assert.rejects(desk.ask(question('people first')), { message: 'the call failed' })
  await rest()
  calls.at(-1)?.fail(new Failure({ ill: 'far' }))
  await first
  const second = desk.ask(question('people second'))
  await rest()
  calls.at(-1)?.answer('in')
  assert.equal(await second, 'in')
  await desk.close()
})

test('all groups denied: it is the token or the certificate, and this process is told unfit', async () => {
  const { desk, told, deny } = createGrouped()
  await deny('people', 2)
  await deny('codes', 2)
  assert.deepEqual(told, ['people open', 'codes open', 'denied', 'unfit'])
  await desk.close()
})

// Three failures in a row to find the way, with no call between that found it: the fault is likely to be in this process.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createTestDesk, Failure, question } from './support/desk.ts'

const noWay = new Failure({ sent: false, ill: 'way' }, 'no way')

/** A desk whose way can be cut. */
function createCuttable() {
  const state = { unfit: 0, isCut: true }
  const setup = createTestDesk({
    latencyMs: 0,
    random: () => 0,
    onUnfit: () => (state.unfit += 1),
    openLine: async () => {
      if (state.isCut) throw noWay
      return { giveBack: () => undefined }
    },
  })
  const fail = (key: string) => assert.rejects(setup.desk.ask(question(key)), { message: 'no way' })
  return { ...setup, state, fail }
}

test('told at the third in a row', async () => {
  const { desk, state, fail } = createCuttable()
  await fail('a')
  await fail('b')
  assert.equal(state.unfit, 0)
  await fail('c')
  assert.equal(state.unfit, 1)
  await desk.close()
})

test('a call that finds the way starts the row anew', async () => {
  const { desk, state, fail, advance } = createCuttable()
  await fail('a')
  await fail('b')
  state.isCut = false
  const found = desk.ask(question('found'))
  await advance(5)
  assert.equal(await found, 'found')
  state.isCut = true
  await fail('c')
  await fail('d')
  assert.equal(state.unfit, 0)
  await desk.close()
})

test('failures count even when nobody waits for them any more', async () => {
  const way = { open: Promise.withResolvers<never>() }
  let unfit = 0
  const { desk, rest } = createTestDesk({ onUnfit: () => (unfit += 1), openLine: () => way.open.promise })
  for (const key of ['a', 'b', 'c']) {
    way.open = Promise.withResolvers()
    const seat = desk.join(question(key))
    await rest()
    seat.leave()
    way.open.reject(noWay)
    await rest()
  }
  assert.equal(unfit, 1)
  await desk.close()
})

test('a retry finds out just as well: one question is enough', async () => {
  let unfit = 0
  const { desk, advance } = createTestDesk({
    random: () => 0,
    onUnfit: () => (unfit += 1),
    openLine: () => Promise.reject(new Failure({ sent: false, again: true, ill: 'way' }, 'no way')),
  })
  const asked = assert.rejects(desk.ask(question('a')), { message: 'no way' })
  await advance(20)
  await asked
  assert.equal(unfit, 1)
  await desk.close()
})

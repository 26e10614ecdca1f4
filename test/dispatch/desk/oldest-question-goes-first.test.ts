// Inside one caller the oldest question goes first, wherever and however often it was asked before.

import assert from 'node:assert/strict'
import test from 'node:test'
import * as fc from 'fast-check'
import { createByAge } from '../../../src/dispatch/desk/by-age.ts'
import { createTestDesk, question } from './support/desk.ts'

test('a question put anew passes the younger ones of its caller, and of nobody else', async () => {
  const { desk, calls, advance } = createTestDesk({ callsPerSecond: 1, latencyMs: 0 })
  const deadline = 60_000
  const asked = [desk.ask(question('out', { deadline }))]
  await advance(0)
  asked.push(desk.ask(question('a young', { caller: 'a', deadline })))
  asked.push(desk.ask(question('b young', { caller: 'b', deadline })))
  asked.push(desk.ask(question('a old', { caller: 'a', deadline, ageMs: 4000 })))
  asked.push(desk.ask(question('a older', { caller: 'a', deadline, ageMs: 9000 })))
  await advance(6000, 10)
  await Promise.all(asked)
  assert.equal(calls.map(({ parts }) => parts).join(', '), 'out, a older, b young, a old, a young')
  await desk.close()
})

test('its age counts for the promise too', async () => {
  const { desk, calls, rest } = createTestDesk({ callsPerSecond: 1 })
  desk.join(question('out', { deadline: 60_000 }))
  await rest()
  for (let n = 0; n < 20; n += 1) desk.join(question(`${n}`, { deadline: 60_000 }))
  await assert.rejects(desk.ask(question('young', { deadline: 5000 })), { name: 'NoPlace' })
  assert.ok(desk.join(question('old', { deadline: 5000, ageMs: 100 })).startsInMs <= 4000)
  calls[0]?.answer('')
  await desk.close()
})

test('the age is part of what is told about the wait', async () => {
  const waits: number[] = []
  const { desk, rest, calls } = createTestDesk({ onWait: (_, seconds) => waits.push(seconds) })
  const asked = desk.ask(question('a', { ageMs: 2500 }))
  await rest()
  calls[0]?.answer('a')
  await asked
  assert.deepEqual(waits, [2.5])
  await desk.close()
})

test('the line is in order of age whatever comes and goes, and counts who stands before', () => {
  const step = fc.record({ item: fc.nat(12), askedAt: fc.nat(20), what: fc.constantFrom('add', 'add', 'remove') })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const line = createByAge<number>()
      let model: { item: number; askedAt: number }[] = []
      for (const { item, askedAt, what } of steps) {
        const known = model.find((one) => one.item === item)
        if (what === 'remove') line.remove(item)
        else line.add(item, askedAt)
        if (what === 'remove' || (known && askedAt < known.askedAt)) model = model.filter((one) => one !== known)
        if (what === 'add' && (!known || askedAt < known.askedAt)) model.push({ item, askedAt })
        model.sort((a, b) => a.askedAt - b.askedAt)
        assert.equal(line.oldest(), model[0]?.item)
        assert.equal(line.size(), model.length)
        assert.equal(line.before(askedAt), model.filter((one) => one.askedAt <= askedAt).length)
      }
    }),
  )
})

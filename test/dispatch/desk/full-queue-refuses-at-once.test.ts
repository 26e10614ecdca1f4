// Whoever finds no place hears so at once, and refusing a flood is cheap.

import assert from 'node:assert/strict'
import test from 'node:test'
import type { NoPlace } from '../../../src/dispatch/question.ts'
import { createTestDesk, outcomes, question } from './support/desk.ts'

test('beyond its bound the queue takes no new question, but those who join one that waits', async () => {
  const refused: string[] = []
  const { desk, calls, rest } = createTestDesk({
    callsPerSecond: 1,
    maxQueued: 3,
    onRefused: (reason) => refused.push(reason),
  })
  const deadline = 1_000_000
  const running = desk.ask(question('running', { deadline }))
  await rest()
  const waiting = ['a', 'b', 'c', 'a'].map((key) => desk.ask(question(key, { deadline })))
  await assert.rejects(desk.ask(question('d', { deadline })), { name: 'NoPlace', reason: 'queue-full' })
  assert.equal(desk.stats().waiting, 3)
  assert.deepEqual(refused, ['queue-full'])

  calls[0]?.answer('ran')
  assert.equal(await running, 'ran')
  const sentAway = outcomes(waiting)
  await desk.close('ending')
  assert.deepEqual(new Set(await sentAway), new Set(['NoPlace']))
})

test('a deadline that cannot be met is refused before it costs anything', async () => {
  const { desk, calls, advance } = createTestDesk({ latencyMs: 30 })
  const asked = Array.from({ length: 10 }, (_, n) => desk.ask(question(`${n}`)))
  await advance(0)
  await assert.rejects(desk.ask(question('hasty', { deadline: 900 })), { name: 'NoPlace', reason: 'deadline' })
  await assert.rejects(desk.ask(question('past', { deadline: 0 })), { name: 'NoPlace', reason: 'deadline' })
  assert.equal(desk.stats().waiting, 0)
  await advance(2000)
  await Promise.all(asked)
  assert.equal(calls.length, 10)
  await desk.close()
})

test('while slots are free and nobody waits, a short deadline is no reason to refuse', async () => {
  const { desk, advance } = createTestDesk({ latencyMs: 30 })
  for (let n = 0; n < 9; n += 1) {
    const asked = desk.ask(question(`${n}`, { caller: `caller ${n}`, deadline: n * 50 + 100 }))
    await advance(50)
    assert.equal(await asked, `${n}`)
  }
  await desk.close()
})

/** CPU time of this process since the moment told, in ms: what other processes take of the machine is not in it. */
const cpuSince = (before: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

test('ten thousand different questions at once are placed or refused without work that grows with the queue', async () => {
  const { desk, rest } = createTestDesk({ callsPerSecond: 10 })
  const before = process.cpuUsage()
  const asked = Array.from({ length: 10_000 }, (_, n) => desk.ask(question(`${n}`, { caller: `caller ${n % 100}` })))
  const refused: NoPlace[] = []
  for (const one of asked) one.catch((error: NoPlace) => refused.push(error))
  await rest()
  assert.ok(cpuSince(before) < 2000, `${cpuSince(before)} ms`)
  assert.ok(refused.length >= 9900, `${refused.length} refused`)
  assert.ok(refused.every(({ name }) => name === 'NoPlace'))
})

test('ten thousand of one caller wait, of all ages, and leave again, as cheaply', () => {
  const { desk } = createTestDesk()
  const before = process.cpuUsage()
  const seats = Array.from({ length: 10_000 }, (_, n) =>
    desk.join(question(`${n}`, { deadline: 1e9, ageMs: (n * 7919) % 5000 })),
  )
  assert.equal(desk.stats().waiting, 10_000)
  for (const seat of seats) seat.leave()
  assert.equal(desk.stats().waiting, 0)
  assert.ok(cpuSince(before) < 2000, `${cpuSince(before)} ms`)
})

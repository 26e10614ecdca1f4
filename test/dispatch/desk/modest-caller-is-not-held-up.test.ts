// Through the whole desk: one caller's flood and a big job behind it leave the others their turns.

import assert from 'node:assert/strict'
import test from 'node:test'
import type { Lane } from '../../../src/dispatch/question.ts'
import { createTestDesk, question } from './support/desk.ts'

test('behind a flood of another caller one question waits two turns, not eighty', async () => {
  const { desk, calls, advance } = createTestDesk({ latencyMs: 30 })
  const flood = Array.from({ length: 60 }, (_, n) => desk.ask(question(`flood ${n}`, { caller: 'flood' })))
  await advance(1500)
  const before = calls.length
  const modest = desk.ask(question('modest', { caller: 'modest' }))
  await advance(400)
  const place = calls.slice(before).findIndex(({ parts }) => parts === 'modest')
  assert.ok(place >= 0 && place < 2, `place ${place}`)
  await advance(8000)
  await Promise.all([...flood, modest])
  await desk.close()
})

test('a flood into free slots leaves some to who comes in the second after', async () => {
  const { desk, calls, advance } = createTestDesk({ latencyMs: 30 })
  const flood = Array.from({ length: 60 }, (_, n) => desk.ask(question(`flood ${n}`, { caller: 'flood' })))
  await advance(450)
  const modest = desk.ask(question('modest', { caller: 'modest' }))
  await advance(100)
  assert.ok(calls.some(({ parts }) => parts === 'modest'))
  await advance(7000)
  await Promise.all([...flood, modest])
  const [first = 0, last = 0] = [calls[0]?.at, calls.at(-1)?.at]
  assert.ok(last - first <= 1030 * 6, 'the last of them is no later than behind a burst')
  await desk.close()
})

test('who had a burst in the two seconds before is spread, and finds its burst again after them', async () => {
  const { desk, calls, advance } = createTestDesk({ latencyMs: 30 })
  const burst = (name: string) =>
    Array.from({ length: 10 }, (_, n) => desk.ask(question(`${name} ${n}`, { caller: 'flood', deadline: 100_000 })))
  const first = burst('first')
  await advance(1200)
  const earlier = desk.ask(question('earlier', { caller: 'modest' }))
  await advance(300)
  const second = burst('second')
  await advance(200)
  const modest = desk.ask(question('modest', { caller: 'modest' }))
  await advance(100)
  assert.ok(calls.some(({ parts }) => parts === 'modest'))
  await advance(3000)
  const begun = calls.length
  const third = burst('third')
  await advance(5)
  assert.equal(calls.length - begun, 10)
  await advance(2000)
  await Promise.all([...first, earlier, ...second, ...third, modest])
  const moments = calls.filter(({ parts }) => parts.startsWith('second')).map(({ at }) => at)
  assert.deepEqual(moments.slice(0, 4), [1500, 1595, 1690, 1880], 'the modest one went out between them')
  await desk.close()
})

test('a flood that was sent away and comes back some at a time is spread, after however long a pause', async () => {
  const { desk, calls, clock, advance } = createTestDesk({ latencyMs: 30 })
  const ask = (caller: string, name: string, waitMs = 10_000) =>
    desk.ask(question(`${caller} ${name}`, { caller, deadline: clock.monotonic() + waitMs }))
  const asked = Array.from({ length: 120 }, (_, n) => ask('flood', `${n}`))
  const told = Promise.allSettled(asked)
  await advance(12_000)
  assert.ok((await told).filter(({ status }) => status === 'rejected').length > 30, 'they are still to come')
  const earlier = ask('modest', 'earlier')
  await advance(500)
  const begun = calls.length
  const back = Array.from({ length: 9 }, (_, n) => ask('flood', `${n + 111}`))
  await advance(50)
  const modest = ask('modest', 'now')
  await advance(60)
  assert.deepEqual(
    calls.slice(begun).map(({ parts }) => parts),
    ['flood 111', 'modest now'],
  )
  await advance(2000)
  await Promise.all([earlier, ...back, modest])
  await desk.close()
})

test('callers with weights 3 and 1 are served 3 to 1', async () => {
  const { desk, calls, advance } = createTestDesk({ latencyMs: 30 })
  const deadline = 100_000
  const asked = Array.from({ length: 100 }, (_, n) => [
    desk.ask(question(`heavy ${n}`, { caller: 'heavy', weight: 3, deadline })),
    desk.ask(question(`light ${n}`, { caller: 'light', weight: 1, deadline })),
  ]).flat()
  await advance(9000, 10)
  const heavy = calls.filter(({ parts }) => parts.startsWith('heavy')).length
  const light = calls.length - heavy
  assert.ok(Math.abs(heavy / light - 3) <= 0.3, `${heavy} : ${light}`)
  await advance(20_000, 20)
  await Promise.all(asked)
  await desk.close()
})

test('an interactive question passes a bulk job, and joining one of its questions brings that one forward', async () => {
  const waits: [Lane, number][] = []
  const { desk, calls, advance } = createTestDesk({
    callsPerSecond: 1,
    latencyMs: 0,
    onWait: (lane, seconds) => waits.push([lane, seconds]),
  })
  const bulk = ['a', 'b', 'c', 'd'].map((key) => desk.ask(question(key, { lane: 'bulk', caller: 'export' })))
  await advance(100)
  const joined = desk.ask(question('d'))
  const passing = desk.ask(question('e'))
  assert.deepEqual(desk.stats().queued, { interactive: 2, bulk: 3, refresh: 0, 'warm-up': 0 })
  await advance(6000)
  await Promise.all([...bulk, joined, passing])
  assert.equal(calls.map(({ parts }) => parts).join(' '), 'a d e b c')
  assert.deepEqual(
    waits.map(([lane]) => lane),
    ['bulk', 'interactive', 'interactive', 'bulk', 'bulk'],
  )
  assert.deepEqual(
    waits.map(([, seconds]) => Math.round(seconds * 10) / 10),
    [0, 1, 1.9, 3, 4],
  )
  await desk.close()
})

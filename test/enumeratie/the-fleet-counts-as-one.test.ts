// Over several replicas a walk through codes that are not held is stopped where one replica would stop it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startFleet } from './fleet.ts'
import { row } from './patterns.ts'
import { answered, RUN, SPAN_MS } from './watch.ts'

const walk = row(3_000_001, 300)

test('asked in turn, no more codes are answered than by one replica', async () => {
  await using fleet = await startFleet()
  const { one, other } = fleet
  const ask = (code: number) => (code % 3 === 0 ? one : other).ask(code, { held: false })
  assert.equal(await answered(ask, walk), RUN - 1)
})

test('asked all at once, no more reach Vektis, and one replica stops the caller', async () => {
  await using fleet = await startFleet()
  const { one, other } = fleet
  let calls = 0
  const replicas = [one, other]
  const ask = async (code: number) => {
    const { toezicht, clock } = replicas[code % 2]!
    const waarneming = await toezicht.volg('a', `0${code}`, clock.monotonic() + 1000)
    await waarneming.misser()
    calls += 1
  }
  await Promise.allSettled(walk.map(ask))
  assert.ok(calls < RUN, `${calls} calls`)
  const stops = [...one.besluiten, ...other.besluiten].filter(({ soort }) => soort === 'gestopt')
  assert.equal(stops.length, 1)
})

test('unknown codes are added up, and the known answers of every replica beside them', async () => {
  await using fleet = await startFleet()
  const { one, other } = fleet
  const far = (n: number) => n * n * 997
  for (const n of row(1, 400)) {
    await one.ask(far(n) + 1)
    await other.ask(far(n) + 1)
  }
  const ask = (n: number) => (n % 2 ? one : other).ask(far(n), { bekend: false })
  // 800 known answers: 30 % is at the 343rd, where either replica by itself would see 172 of 572.
  assert.equal(await answered(ask, row(1, 400)), 342)
})

test('known answers of a day ago count beside the unknown codes of that day', async () => {
  await using fleet = await startFleet()
  const { one } = fleet
  for (const n of row(1, 400)) await one.ask(n * n * 997 + 1)
  await one.ask(1, { bekend: false })
  await one.clock.advance(SPAN_MS - 1)
  // 400 known answers: 30 % is at the 172nd unknown code, of which one was yesterday's.
  assert.equal(await answered((n) => one.ask(n * n * 997, { bekend: false }), row(1, 400)), 170)
})

test('a stop holds on every replica, for codes that are held too', async () => {
  await using fleet = await startFleet()
  const { one, other } = fleet
  await answered((code) => one.ask(code, { held: false }), walk)
  await other.toezicht.standen()
  assert.equal(await other.ask(90_000_000), false)
})

test('a release on one replica holds on the others, and they count anew', async () => {
  await using fleet = await startFleet()
  const { one, other } = fleet
  await answered((code) => one.ask(code, { held: false }), walk)
  assert.deepEqual([...(await other.toezicht.standen()).keys()], ['a'])
  assert.equal(await other.toezicht.geefVrij('a'), true)
  await one.clock.advance(1000)
  assert.equal(await answered((code) => one.ask(code, { held: false }), walk), RUN - 1)
})

// Who is refused and comes back when told to, finds a place and gets its answer, every time.

import assert from 'node:assert/strict'
import test from 'node:test'
import { NoPlace } from '../../../src/dispatch/question.ts'
import { createTestDesk, question } from './support/desk.ts'

/** Asks with ten seconds of patience, and once more when told to come back; gives how often it was refused. */
async function obey({ desk, clock }: ReturnType<typeof createTestDesk>, key: string, caller: string) {
  for (let refusals = 0; ; refusals += 1) {
    try {
      await desk.ask(question(key, { caller, deadline: clock.monotonic() + 10_000 }))
      return refusals
    } catch (error) {
      if (!(error instanceof NoPlace)) throw error
      await clock.sleep(error.retryAfterSeconds * 1000)
    }
  }
}

for (const callers of [1, 5]) {
  test(`150 questions at once, 100 ms a call, ${callers} callers: nobody is refused twice, nobody is too late`, async () => {
    const setup = createTestDesk({ latencyMs: 100 })
    const obedient = Array.from({ length: 150 }, (_, n) => obey(setup, `${n}`, `caller ${n % callers}`))
    await setup.advance(40_000, 25)
    const refusals = await Promise.all(obedient)
    assert.equal(setup.calls.length, 150)
    assert.ok(
      refusals.some((count) => count === 1),
      'some were refused',
    )
    assert.ok(
      refusals.every((count) => count <= 1),
      `${Math.max(...refusals)} refusals`,
    )
    await setup.desk.close()
  })
}

test('a caller that floods is sent further away than one that asks a little', async () => {
  const { desk, clock, rest } = createTestDesk({ callsPerSecond: 2 })
  const refusal = async (key: string, caller: string) => {
    const error = await desk
      .ask(question(key, { caller, deadline: clock.monotonic() + 1000 }))
      .catch((no: unknown) => no)
    assert.ok(error instanceof NoPlace)
    return error.retryAfterSeconds
  }
  void Array.from({ length: 2 }, (_, n) => desk.ask(question(`out ${n}`, { caller: 'flood', deadline: 60_000 })))
  await rest()
  const flood: number[] = []
  for (let n = 0; n < 100; n += 1) flood.push(await refusal(`flood ${n}`, 'flood'))
  const modest = await refusal('modest', 'modest')
  assert.ok(flood.at(-1)! >= 49, `${flood.at(-1)} s`)
  assert.ok(modest <= 3, `${modest} s`)
})

test('asking again too early does not add to the advice', async () => {
  const { desk, clock, rest } = createTestDesk({ callsPerSecond: 1 })
  void desk.ask(question('out', { deadline: 60_000 }))
  await rest()
  const advice: number[] = []
  for (let n = 0; n < 20; n += 1) {
    const asked = desk.ask(question('impatient', { deadline: clock.monotonic() + 1000 }))
    await asked.catch((error: NoPlace) => advice.push(error.retryAfterSeconds))
  }
  assert.deepEqual(new Set(advice), new Set([2]))
})

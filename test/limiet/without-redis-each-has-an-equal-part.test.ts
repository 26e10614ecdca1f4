// Without Redis, or when it was never reached, every replica has its equal part of each limiet.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLimiet } from '../../src/limiet/limiet.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createFleet } from './fleet.ts'
import { withServer } from './server.ts'

async function alone(replicas: number, limiet = 30) {
  const clock = createFakeClock()
  const afnemers = new Map([
    ['zis', { limiet }],
    ['epd', {}],
  ])
  const one = createLimiet({
    clock,
    replicas,
    process: 'agb-0-00000001',
    afnemers: () => afnemers,
    onFault: () => assert.fail(),
  })
  await one.start()
  const ask = (): number => {
    for (let given = 0; ; given += 1) if (one.neem('zis')?.toegestaan !== true) return given
  }
  return { clock, one, ask }
}

test('alone: all of it, a second at once and then at its pace', async () => {
  const { clock, ask } = await alone(1)
  assert.equal(ask(), 30)
  await clock.advance(500)
  assert.equal(ask(), 15)
})

test('not told how many there may be: as if alone', async () => {
  assert.equal((await alone(0)).ask(), 30)
})

test('told that there may be three: a third', async () => {
  assert.equal((await alone(3)).ask(), 10)
})

test('a caller without a limiet is not counted', async () => {
  const { one } = await alone(1)
  assert.equal(one.neem('epd'), undefined)
  assert.equal(one.neem('nobody'), undefined)
})

test('it tells how the caller stands', async () => {
  const { one, ask, clock } = await alone(1, 2)
  assert.deepEqual(one.neem('zis'), { toegestaan: true, limiet: 2, resterend: 1, seconden: 1 })
  ask()
  assert.deepEqual(one.neem('zis'), { toegestaan: false, limiet: 2, resterend: 0, seconden: 1 })
  await clock.advance(500)
  assert.equal(one.neem('zis')?.toegestaan, true)
})

test('who is refused is told when the next may go, however small the limiet', async () => {
  const { one, ask, clock } = await alone(1, 0.1)
  assert.equal(ask(), 1)
  assert.equal(one.neem('zis')?.seconden, 10)
  await clock.advance(10_000)
  assert.equal(ask(), 1)
})

test('Redis was never reached: an equal part, and no fault of its own', async (t) => {
  const server = await withServer(t)
  const fleet = createFleet(server, { limiet: 30, replicas: 3 })
  const one = await fleet.join('agb-0', 'closed')
  assert.equal(fleet.ask(one), 10)
  await fleet.close()
})

test('Redis went away: what it had, then an equal part, and what is wanted when it is back', async (t) => {
  const server = await withServer(t)
  const fleet = createFleet(server, { limiet: 300, replicas: 3 })
  t.after(fleet.close)
  const one = await fleet.join('agb-0')
  await fleet.join('agb-1')
  const rate = async () => {
    let given = 0
    await fleet.second(() => {
      given += fleet.ask(one)
    })
    return given
  }
  for (let second = 0; second < 8; second += 1) await rate()
  assert.ok((await rate()) > 280)
  for (const member of fleet.members) await fleet.setLink(member, 'closed')
  for (let second = 0; second < 8; second += 1) assert.ok((await rate()) > 280)
  for (let second = 0; second < 6; second += 1) await rate()
  assert.equal(await rate(), 100)
  for (const member of fleet.members) await fleet.setLink(member, 'open')
  for (let second = 0; second < 6; second += 1) await rate()
  assert.ok((await rate()) > 280)
})

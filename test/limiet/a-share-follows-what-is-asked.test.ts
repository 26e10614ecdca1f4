// A caller may bring its limiet to any replica: its share goes where it asks, and comes back when it asks no more.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Fleet, type Member, withFleet } from './fleet.ts'

const LIMIET = 100

/** Requests a second that get through when as many are asked as can be, in so many seconds after some to settle. */
async function rate(fleet: Fleet, members: readonly Member[], settle = 6, counted = 5): Promise<number> {
  let given = 0
  for (let second = 0; second < settle + counted; second += 1) {
    if (second === settle) given = 0
    await fleet.second(() => {
      for (const member of members) given += fleet.ask(member)
    })
  }
  return given / counted
}

test('nobody asks: each replica holds its part of a second', async (t) => {
  const fleet = await withFleet(t, { limiet: LIMIET, members: 3 })
  await fleet.seconds(10)
  assert.deepEqual(
    fleet.members.map((member) => fleet.ask(member)),
    [33, 33, 33],
  )
})

test('asked at one replica alone, nearly all of it is there', async (t) => {
  const fleet = await withFleet(t, { limiet: LIMIET, members: 3 })
  const got = await rate(fleet, fleet.members.slice(0, 1))
  assert.ok(got > 0.95 * LIMIET && got <= LIMIET, `${got} a second`)
})

test('asked at all alike, all of it is given, in equal parts', async (t) => {
  const fleet = await withFleet(t, { limiet: LIMIET, members: 3 })
  const got = await rate(fleet, fleet.members)
  assert.ok(got > 0.95 * LIMIET && got <= LIMIET, `${got} a second`)
})

test('a caller that stays under its limiet is not refused, however it divides its requests', async (t) => {
  const fleet = await withFleet(t, { limiet: LIMIET, members: 3 })
  const [one, two, three] = fleet.members as [Member, Member, Member]
  let refused = 0
  const ask = (member: Member, each: number) => {
    refused += each - fleet.ask(member, each)
  }
  for (let second = 0; second < 20; second += 1) {
    if (second === 5) refused = 0
    await fleet.second((step) => {
      // 60, 20 and 2 a second.
      ask(one, 6)
      ask(two, 2)
      if (step % 5 === 0) ask(three, 1)
    })
  }
  assert.equal(refused, 0)
})

test('a caller that comes in bursts is remembered from one to the next', async (t) => {
  const fleet = await withFleet(t, { limiet: LIMIET, members: 3 })
  const [one] = fleet.members as [Member]
  const bursts: number[] = []
  for (let burst = 0; burst < 5; burst += 1) {
    bursts.push(fleet.ask(one, 40))
    await fleet.seconds(3)
  }
  // More than the third that it has when nothing is known of it.
  assert.deepEqual(bursts.slice(2), [40, 40, 40])
})

test('all of it moves within seconds to where the caller now asks', async (t) => {
  const fleet = await withFleet(t, { limiet: LIMIET, members: 3 })
  const [one, two] = fleet.members as [Member, Member]
  await rate(fleet, [one])
  const got = await rate(fleet, [two], 8)
  assert.ok(got > 0.9 * LIMIET, `${got} a second`)
})

test('a replica that leaves gives its share to the others', async (t) => {
  const fleet = await withFleet(t, { limiet: LIMIET, members: 2 })
  const [one, two] = fleet.members as [Member, Member]
  await rate(fleet, [one])
  await fleet.leave(one)
  const got = await rate(fleet, [two], 2)
  assert.ok(got > 0.95 * LIMIET, `${got} a second`)
})

test('a replica that was killed and comes back under its name leaves nothing behind', async (t) => {
  const fleet = await withFleet(t, { limiet: LIMIET, members: 2 })
  const [one, two] = fleet.members as [Member, Member]
  await rate(fleet, [one])
  await fleet.kill(one)
  await fleet.join(one.name)
  const got = await rate(fleet, [two], 10)
  assert.ok(got > 0.95 * LIMIET, `${got} a second`)
})

test('a replica that joins soon has an equal part', async (t) => {
  const fleet = await withFleet(t, { limiet: LIMIET, members: 2 })
  await fleet.seconds(5)
  const three = await fleet.join('agb-new')
  await fleet.seconds(6)
  assert.equal(fleet.ask(three), 33)
})

test('a newcomer brings no more than one request, though all of a share is free', async (t) => {
  const fleet = await withFleet(t, { limiet: LIMIET, members: 2 })
  const [one] = fleet.members as [Member]
  await rate(fleet, [one])
  await fleet.leave(one)
  assert.equal(fleet.ask(await fleet.join('agb-new')), 1)
})

test('the first of a fleet may use its share at once', async (t) => {
  const fleet = await withFleet(t, { limiet: LIMIET, members: 1 })
  // Half: it cannot know yet that it is alone.
  assert.equal(fleet.ask(fleet.members[0]!), 50)
})

test('a refused request costs nothing', async (t) => {
  const fleet = await withFleet(t, { limiet: 10, members: 1 })
  const [one] = fleet.members as [Member]
  await fleet.seconds(5)
  assert.equal(fleet.ask(one), 10)
  for (let again = 0; again < 1000; again += 1) one.limiet.neem('zis')
  await fleet.seconds(1)
  assert.equal(fleet.ask(one), 10)
})

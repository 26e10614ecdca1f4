// What a new policy says of a limiet holds from the next request on.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withFleet } from './fleet.ts'

test('changed: at another pace from then on', async (t) => {
  const fleet = await withFleet(t, { limiet: 10, members: 1, replicas: 1 })
  const [one] = fleet.members
  await fleet.seconds(2)
  assert.equal(fleet.ask(one!), 10)
  fleet.setLimiet(100)
  assert.equal(fleet.ask(one!), 0)
  await fleet.seconds(1)
  assert.equal(fleet.ask(one!), 100)
  fleet.setLimiet(10)
  await fleet.seconds(2)
  assert.equal(fleet.ask(one!), 10)
})

test('taken away: no longer counted', async (t) => {
  const fleet = await withFleet(t, { limiet: 10, members: 1 })
  const [one] = fleet.members
  fleet.setLimiet(undefined)
  assert.equal(one!.limiet.neem('zis'), undefined)
})

test('given: counted, one request before the others agree and its share after', async (t) => {
  const fleet = await withFleet(t, { limiet: 10, members: 2 })
  const [one] = fleet.members
  fleet.setLimiet(undefined)
  await fleet.seconds(2)
  fleet.setLimiet(10)
  assert.equal(fleet.ask(one!), 1)
  await fleet.seconds(4)
  assert.equal(fleet.ask(one!), 5)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFarSide } from './support/far-side.ts'
import { addMember } from './support/member.ts'
import { serverForAll } from './support/server.ts'
import { createWorld } from './support/world.ts'

const url = serverForAll()

test('of three that start on an empty Redis one holds the lease, and all know which', async () => {
  await using world = await createWorld(url())
  const farSide = createFarSide(world.now)
  const members = ['a', 'b', 'c'].map((name) => addMember(world, farSide, name))
  for (const member of members) member.lease.start()
  await world.advance(400)

  const [holder, ...none] = members.filter((member) => member.term())
  assert.deepEqual(none, [])
  await world.advance(300)
  for (const member of members) assert.equal(member.holder(), holder?.name)
  // Nobody knows what was called before: all slots are held for 2 s from the end of the bids.
  assert.equal(await holder?.call(), 0)
  await world.advance(1600)
  assert.equal(await holder?.call(), 3)
})

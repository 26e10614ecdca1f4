import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFarSide } from './support/far-side.ts'
import { addMember } from './support/member.ts'
import { serverForAll } from './support/server.ts'
import { start, until } from './support/start.ts'
import { createWorld } from './support/world.ts'

const url = serverForAll()

test('who is alone goes on calling in the same term when Redis is away, and writes it down when it is back', async () => {
  await using fleet = await start(url(), ['a'], { alone: true })
  const { world, farSide, holder } = fleet
  const term = holder.term()
  for (const away of [true, false]) {
    world.fate(() => (away ? 'lose' : 'pass'))
    for (let step = 0; step < 500; step += 1) {
      void holder.call(30)
      await world.advance(10)
    }
    assert.equal(holder.term(), term)
    assert.equal(holder.holder(), 'a')
  }
  // Ten seconds, and 1030 ms for each call of a slot; a command that times out costs little.
  assert.ok(farSide.calls() >= 24, `${farSide.calls()} calls`)
  farSide.check(3)
  void holder.call()
  await world.settle()
  const slots = Object.entries(await world.book()).filter(([field]) => /^\d$/.test(field))
  assert.ok(slots.some(([, slot]) => slot.includes(' a.')))
})

test('who is alone starts without Redis, two seconds later', async () => {
  await using world = await createWorld(url())
  const farSide = createFarSide(world.now)
  world.fate(() => 'lose')
  const member = addMember(world, farSide, 'a', { alone: true })
  member.lease.start()
  const ms = await until(world, () => (void member.call(30), farSide.calls() > 0), 5000)
  assert.ok(ms >= 2000 && ms <= 2300, `after ${ms} ms`)
  const term = member.term()
  world.fate(() => 'pass')
  await world.advance(1000)
  assert.equal(member.term(), term)
  assert.equal((await world.book())['holder'], 'a')
})

test('who is alone plays by the lease when Redis is there', async () => {
  await using fleet = await start(url(), ['a', 'b'], { alone: true })
  const { world, holder, other } = fleet
  await world.advance(5000)
  assert.ok(holder.term() && !other.term())
})

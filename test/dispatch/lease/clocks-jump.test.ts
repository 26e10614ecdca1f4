import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serverForAll } from './support/server.ts'
import { start, until } from './support/start.ts'

const url = serverForAll()

for (const ms of [3_600_000, 5000, -5000, -3_600_000]) {
  test(`Redis time moves by ${ms} ms: the dispatcher goes on, and writes the book by its own clock`, async () => {
    await using fleet = await start(url(), ['a', 'b', 'c'])
    const { world, farSide, members, holder } = fleet
    const call = () => members.forEach((member) => void member.call(400))
    call()
    await world.advance(200)
    world.moveRedisTime(ms)
    const again = await until(world, () => (call(), farSide.calls() > 3), 8000)
    assert.ok(again <= 1700, `calls again after ${again} ms`)
    assert.equal(farSide.calls(), 6)
    for (let step = 0; step < 300; step += 1) {
      call()
      await world.advance(10)
    }
    assert.ok(holder.term())
    farSide.check(3)
  })

  test(`Redis time moves by ${ms} ms and the dispatcher is dead: what it called is not forgotten`, async () => {
    await using fleet = await start(url(), ['a', 'b', 'c'])
    const { world, farSide, members, holder } = fleet
    await holder.call()
    world.moveRedisTime(ms)
    holder.kill()
    const call = () => members.forEach((member) => void member.call(30))
    await until(world, () => (call(), farSide.calls() > 3), 12_000)
    assert.equal(farSide.calls(), 6)
    farSide.check(3)
  })
}

test('who did not look while Redis time went back and forth takes nothing on its word', async () => {
  await using fleet = await start(url(), ['a', 'b'])
  const { world, farSide, holder, other } = fleet
  world.fate(({ from }) => (from === other.name ? 'lose' : 'pass'))
  await world.advance(100)
  world.moveRedisTime(-5000)
  await world.advance(500)
  await holder.call(30)
  await world.advance(100)
  // The book was written in a time that is now long past: lease and slots seem to be over.
  world.moveRedisTime(4850)
  world.fate(() => 'pass')
  other.lease.look()
  await world.settle()
  assert.equal(other.term(), undefined)
  for (let step = 0; step < 100; step += 1) {
    for (const member of fleet.members) void member.call(30)
    await world.advance(10)
  }
  assert.ok(holder.term())
  farSide.check(3)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serverForAll } from './support/server.ts'
import { start, until } from './support/start.ts'

const url = serverForAll()

test('a claim of which the reply was lost is made again by the same process, without waiting for its end', async () => {
  await using fleet = await start(url(), ['a', 'b'])
  const { world, holder, other } = fleet
  void holder.lease.handOver({ forGood: true })
  await world.settle()
  world.fate(({ name, way }) => (name === 'claim' && way === 'back' ? 'lose' : 'pass'))
  other.lease.look()
  await world.settle()
  assert.equal((await world.book())['holder'], other.name)
  world.fate(() => 'pass')
  const ms = await until(world, () => other.term() !== undefined, 3000)
  assert.ok(ms <= 200, `after ${ms} ms`)
})

test('a take of which the reply was lost is given back', async () => {
  await using fleet = await start(url(), ['a', 'b'])
  const { world, holder } = fleet
  world.fate(({ name, way }) => (name === 'take' && way === 'back' ? 'lose' : 'pass'))
  const taking = holder.term()?.take(0)
  await world.advance(80)
  assert.equal((await taking)?.kind, 'later')
  world.fate(() => 'pass')
  await world.advance(100)
  assert.equal((await holder.term()?.take(0))?.kind, 'taken')
})

test('what could not be told of a slot is told when Redis is back', async () => {
  await using fleet = await start(url(), ['a', 'b'])
  const { world, holder } = fleet
  const taken = await holder.term()?.take(0)
  world.fate(() => 'lose')
  if (taken?.kind === 'taken') taken.free(1000)
  await world.advance(300)
  world.fate(() => 'pass')
  await world.advance(200)
  const [freeAt] = (await world.book())['0']?.split(' ') ?? []
  const [lease] = [(await world.book())['until']]
  // The lease lasts for 2 s from a renewal of the last 200 ms, the slot until a second after its answer, 500 ms ago.
  assert.ok(Number(lease) - Number(freeAt) > 1000)
})

test('what is told late of a slot does not free it for whoever has taken it since', async () => {
  await using fleet = await start(url(), ['a', 'b'])
  const { world, holder, other } = fleet
  const taken = await holder.term()?.take(0)
  void holder.lease.handOver({ forGood: true })
  await world.settle()
  other.lease.look()
  await until(world, () => (void other.call(), other.out() === 3), 6000)
  const before = await world.book()
  if (taken?.kind === 'taken') taken.free(0)
  await world.settle()
  assert.equal((await world.book())['0'], before['0'])
})

test('a paused Redis that runs old commands when it goes on changes nothing', async () => {
  await using fleet = await start(url(), ['a', 'b'])
  const { world, holder, other, farSide } = fleet
  world.fate(({ way }) => (way === 'there' ? 'keep' : 'pass'))
  const taking = holder.term()?.take(0)
  await world.advance(2500)
  assert.equal((await taking)?.kind, 'later')
  assert.equal(holder.term(), undefined)
  // The youngest of them is 200 ms old when it goes on.
  world.fate(({ way }) => (way === 'there' ? 'lose' : 'pass'))
  await world.advance(200)
  const before = await world.book()
  await world.letPass()
  assert.deepEqual(await world.book(), before)

  world.fate(() => 'pass')
  const ms = await until(world, () => (void holder.call(30), void other.call(30), farSide.calls() > 0), 5000)
  assert.ok(ms <= 500, `calls again after ${ms} ms`)
})

test('without Redis nothing is called, and it is said soon', async () => {
  await using fleet = await start(url(), ['a', 'b'])
  const { world, holder, other, farSide } = fleet
  world.fate(() => 'lose')
  await world.advance(1100)
  assert.deepEqual([holder.holder(), other.holder()], [undefined, undefined])
  await world.advance(200)
  assert.equal(holder.faults.length, 1)
  await world.advance(5000)
  assert.equal(holder.term(), undefined)
  world.fate(() => 'pass')
  const ms = await until(world, () => (void holder.call(30), void other.call(30), farSide.calls() > 0), 5000)
  assert.ok(ms <= 2000, `calls again after ${ms} ms`)
})

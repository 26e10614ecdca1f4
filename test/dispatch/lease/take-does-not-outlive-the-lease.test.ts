import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serverForAll } from './support/server.ts'
import { start } from './support/start.ts'

const url = serverForAll()

test('a take that reaches Redis after the lease went to another takes nothing', async () => {
  await using fleet = await start(url(), ['a', 'b'])
  const { world, holder, other } = fleet
  world.fate(({ name, way }) => (name === 'take' && way === 'there' ? 'keep' : 'pass'))
  const taking = holder.term()?.take(0)
  await world.settle()
  // The take is on its way - the lease is given back - the other claims it - the take arrives, still young.
  void holder.lease.handOver()
  await world.settle()
  other.lease.look()
  await world.settle()
  assert.ok(other.term())
  const { 0: slot } = await world.book()
  world.fate(() => 'pass')
  await world.letPass()

  assert.deepEqual(await taking, { kind: 'lost' })
  assert.equal((await world.book())['0'], slot)
  assert.equal((await other.term()?.take(0))?.kind, 'taken')
})

test('a take whose reply comes after the loss is not used, and its slot is given back', async () => {
  await using fleet = await start(url(), ['a', 'b'])
  const { world, holder, other } = fleet
  world.fate(({ from, name, way }) => (from === holder.name && name === 'take' && way === 'back' ? 'keep' : 'pass'))
  const taking = holder.term()?.take(0)
  await world.settle()
  void holder.lease.handOver()
  await world.settle()
  other.lease.look()
  await world.settle()
  assert.equal((await other.term()?.take(0))?.kind, 'later')
  await world.letPass()

  assert.deepEqual(await taking, { kind: 'lost' })
  await world.settle()
  // The next renewal tells that the slot is free.
  await world.advance(300)
  assert.equal((await other.term()?.take(0))?.kind, 'taken')
})

test('a take is not started once it is older than 100 ms, or the lease is lost', async () => {
  await using fleet = await start(url(), ['a', 'b'])
  const { world, holder } = fleet
  const [old, young] = [await holder.term()?.take(0), await holder.term()?.take(1)]
  assert.ok(old?.kind === 'taken' && young?.kind === 'taken')
  await world.advance(99)
  assert.ok(old.mayStart())
  await world.advance(1)
  assert.ok(!old.mayStart())

  const third = await holder.term()?.take(2)
  assert.ok(third?.kind === 'taken' && third.mayStart())
  void holder.lease.handOver()
  await world.settle()
  assert.ok(!third.mayStart())
})

test('nothing is taken later than 0.95 s after the last renewal that counted was sent', async () => {
  await using fleet = await start(url(), ['a', 'b'])
  const { world, holder } = fleet
  world.fate(({ name, way }) => (name === 'renew' && way === 'back' ? 'lose' : 'pass'))
  const lost = holder.term()
  // The last that counted was sent at most 300 ms ago.
  await world.advance(650)
  assert.equal((await lost?.take(0))?.kind, 'taken')
  await world.advance(301)
  assert.equal((await lost?.take(1))?.kind, 'later')
  assert.ok(holder.term(), 'the lease may still be ours')
  await world.advance(1100)
  assert.notEqual(holder.term(), lost)
})

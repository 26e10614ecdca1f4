import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serverForAll } from './support/server.ts'
import { start, until } from './support/start.ts'

const url = serverForAll()

test('who looks when the lease was handed over has it at once, and may call', async () => {
  await using fleet = await start(url(), ['a', 'b'])
  const { world, holder, other } = fleet
  holder.term()?.keep('rate 5')
  const handedOver = holder.lease.handOver()
  await world.settle()
  assert.deepEqual([holder.term(), holder.holder()], [undefined, undefined])
  other.lease.look()
  await world.settle()
  assert.equal(other.term()?.kept, 'rate 5')
  assert.equal(await other.call(), 3)
  await world.advance(50)
  await handedOver
  assert.equal(holder.holder(), other.name)
})

test('a lease that nobody wants is taken back after 200 ms', async () => {
  await using fleet = await start(url(), ['a'])
  const { world, holder } = fleet
  const first = holder.term()
  const handedOver = holder.lease.handOver()
  await world.settle()
  const ms = await until(world, () => holder.term() !== undefined, 1000)
  assert.ok(ms >= 200 && ms <= 250, `after ${ms} ms`)
  assert.notEqual(holder.term(), first)
  assert.ok((holder.term()?.token ?? '') > (first?.token ?? ''))
  await handedOver
})

test('a lease that is given away for good is not taken back', async () => {
  await using fleet = await start(url(), ['a'])
  const { world, holder } = fleet
  await holder.lease.handOver({ forGood: true })
  await world.advance(5000)
  assert.equal(holder.term(), undefined)
})

test('a crash before the handover reached Redis costs the rest of the lease', async () => {
  await using fleet = await start(url(), ['a', 'b'])
  const { world, farSide, holder, other } = fleet
  await holder.call(30)
  world.fate(({ name }) => (name === 'release' ? 'lose' : 'pass'))
  void holder.lease.handOver()
  await world.settle()
  holder.kill()
  other.lease.look()
  const ms = await until(world, () => other.term() !== undefined, 5000)
  assert.ok(ms > 1600 && ms <= 2005, `after ${ms} ms`)
  await until(world, () => (void other.call(30), farSide.calls() === 6), 5000)
  farSide.check(3)
})

test('a crash after it reached Redis costs nothing', async () => {
  await using fleet = await start(url(), ['a', 'b'])
  const { world, holder, other } = fleet
  world.fate(({ name, way }) => (name === 'release' && way === 'back' ? 'lose' : 'pass'))
  void holder.lease.handOver()
  await world.settle()
  holder.kill()
  other.lease.look()
  await world.settle()
  assert.ok(other.term())
})

test('a process that stops gives the lease back and never takes it again', async () => {
  await using fleet = await start(url(), ['a', 'b'])
  const { world, holder, other } = fleet
  await holder.lease.close()
  other.lease.look()
  await world.settle()
  assert.ok(other.term())
  other.kill()
  await world.advance(10_000)
  assert.equal(holder.term(), undefined)
})

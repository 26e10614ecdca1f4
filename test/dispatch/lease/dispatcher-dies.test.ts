import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serverForAll } from './support/server.ts'
import { start, until } from './support/start.ts'

const url = serverForAll()

test('after a crash another holds the lease when it runs out, and knows what was called', async () => {
  await using fleet = await start(url(), ['a', 'b', 'c'])
  const { world, farSide, members, holder } = fleet
  await holder.call(30)
  // Two answers came, and their slots were told; of the third nobody hears any more.
  await world.advance(10)
  holder.kill()
  const others = members.filter((member) => member !== holder)
  const ms = await until(world, () => others.some((member) => member.term()), 5000)
  assert.ok(ms > 1600 && ms <= 2005, `after ${ms} ms`)

  const next = others.find((member) => member.term())
  assert.equal(await next?.call(), 0, 'none of the three is given up before its time-out and a second')
  await until(world, () => (void next?.call(30), farSide.calls() > 3), 5000)
  assert.equal(farSide.calls(), 6)
  farSide.check(3)
})

test('a call that started as late as it may holds its slot for its whole second', async () => {
  await using fleet = await start(url(), ['a', 'b'])
  const { world, farSide, holder, other } = fleet
  const term = holder.term()
  assert.ok(term)
  const taken = await Promise.all([0, 1, 2].map(term.take))
  await world.advance(99.9)
  assert.ok(taken.every((each) => each.kind === 'taken' && each.mayStart()))
  for (const _ of taken) farSide.start(3000)
  holder.kill()
  await until(world, () => (void other.call(30), farSide.calls() > 3), 9000)
  assert.equal(farSide.calls(), 6)
  farSide.check(3)
})

test('a dispatcher that was stopped starts nothing when it goes on', async () => {
  await using fleet = await start(url(), ['a', 'b'])
  const { world, farSide, holder, other } = fleet
  const term = holder.term()
  const taken = await term?.take(0)
  holder.pause()
  await world.advance(10_000)
  assert.ok(other.term())
  // What it does first does not depend on any timer.
  holder.resume()
  assert.ok(taken?.kind === 'taken' && !taken.mayStart())
  assert.notEqual((await term?.take(1))?.kind, 'taken')
  await world.advance(0)
  assert.equal(holder.term(), undefined)
  assert.equal(holder.holder(), other.name)
  farSide.check(3)
})

test('a slot that the one before still has out is free a second after its answer', async () => {
  await using fleet = await start(url(), ['a', 'b'])
  const { world, farSide, holder, other } = fleet
  await holder.call(700)
  void holder.lease.handOver()
  await world.settle()
  other.lease.look()
  await world.settle()
  assert.equal(await other.call(30), 0)
  // Answered after 700 ms, at the one before: it tells the book, and a renewal tells the next.
  const ms = await until(world, () => (void other.call(30), farSide.calls() === 6), 5000)
  assert.ok(ms >= 1700 && ms <= 2000, `after ${ms} ms`)
  farSide.check(3)
})

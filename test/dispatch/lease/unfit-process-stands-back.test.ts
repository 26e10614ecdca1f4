import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serverForAll } from './support/server.ts'
import { start, until } from './support/start.ts'

const url = serverForAll()

test('who cannot call leaves the lease to another, for a minute', async () => {
  await using fleet = await start(url(), ['a', 'b'])
  const { world, holder, other } = fleet
  void holder.lease.unfit()
  await world.advance(300)
  assert.ok(other.term())
  // The other gives it away as well: it is free, but the first one stands back.
  void other.lease.handOver({ forGood: true })
  await world.advance(900)
  assert.equal(holder.term(), undefined)
  const ms = await until(world, () => holder.term() !== undefined, 1000)
  assert.ok(ms <= 400, 'a lease that nobody took for a second is better in these hands than in none')
})

test('when nobody else wants it, it is kept, however often it seems unfit', async () => {
  await using fleet = await start(url(), ['a'])
  const { world, holder } = fleet
  const left = holder.lease.unfit()
  await world.advance(1200)
  await left
  const back = holder.term()
  assert.ok(back)
  await holder.lease.unfit()
  assert.equal(holder.term(), back)
})

test('a process whose timers come late for 5 s hands over', async () => {
  await using fleet = await start(url(), ['a', 'b'])
  const { world, holder, other } = fleet
  let late = 0
  // Each of its timers comes 250 ms late; the other's do not.
  for (; holder.term() && late < 20; late += 1) {
    holder.pause()
    await world.advance(550)
    holder.resume()
    await world.advance(0)
  }
  assert.ok(late * 550 > 5000 && late * 550 < 6500, `after ${late} timers`)
  other.lease.look()
  await world.settle()
  assert.ok(other.term())
})

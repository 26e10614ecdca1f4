import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serverForAll } from './support/server.ts'
import { start, until } from './support/start.ts'

const url = serverForAll()

for (const [how, lose] of [
  ['emptied', 'empty'],
  ['restarted from an old copy, or failed over', 'newRun'],
] as const) {
  test(`${how}: who holds the lease goes on at once, with its own slots`, async () => {
    await using fleet = await start(url(), ['a', 'b'])
    const { world, farSide, holder, other } = fleet
    const term = holder.term()
    const token = term?.token ?? ''
    await holder.call(30)
    await world.advance(31)
    await world[lose]()
    assert.equal((await term?.take(0))?.kind, 'later')
    const ms = await until(world, () => (void holder.call(30), farSide.calls() === 6), 5000)
    assert.ok(ms <= 1300, `after ${ms} ms`)
    assert.equal(holder.term(), term)
    assert.ok((term?.token ?? '') > token)
    await world.advance(300)
    assert.equal(other.holder(), holder.name)
    farSide.check(3)
  })
}

test('lost while nobody could renew: of those who bid, who held it last goes on with its own slots', async () => {
  await using fleet = await start(url(), ['a', 'b', 'c'])
  const { world, farSide, members, holder, other } = fleet
  await other.call()
  // Once with another, so that two have tokens of their own.
  void holder.lease.handOver()
  await world.settle()
  other.lease.look()
  await world.advance(300)
  await other.call(2900)
  world.fate(() => 'lose')
  await world.advance(2500)
  assert.equal(other.term(), undefined)
  world.fate(() => 'pass')
  await world.empty()
  const ms = await until(world, () => other.term() !== undefined, 5000)
  assert.ok(ms <= 500, `after ${ms} ms`)
  assert.ok(
    other.term()?.freeInMs.every((left) => left > 0),
    'its calls are still out',
  )
  await world.advance(5000)
  for (const member of members) void member.call(30)
  await world.settle()
  farSide.check(3)
})

test('lost together with who held it: the slots are held for 2 s, and others call within 3 s', async () => {
  await using fleet = await start(url(), ['a', 'b', 'c'])
  const { world, farSide, members, holder } = fleet
  holder.kill()
  await world.empty()
  const others = members.filter((member) => member !== holder)
  const call = () => others.forEach((member) => void member.call(30))
  const ms = await until(world, () => (call(), farSide.calls() > 0), 5000)
  assert.ok(ms > 2000 && ms <= 3000, `after ${ms} ms`)
})

test('a bidder that dies does not stand in the way', async () => {
  await using fleet = await start(url(), ['a', 'b'])
  const { world, holder, other } = fleet
  await world.empty()
  world.fate(({ from, name }) => (from === holder.name && name === 'claim' ? 'lose' : 'pass'))
  // It has the better token and says so once; then it is gone.
  await holder.host.run('bid', ['9999999999999', 4100, holder.name, 2000, 3, holder.term()?.token ?? '', '', 2000, ''])
  holder.kill()
  const ms = await until(world, () => other.term() !== undefined, 5000)
  assert.ok(ms >= 300 && ms <= 1000, `after ${ms} ms`)
})

test('failed over with the old server still there: who stays behind stops before the other begins', async () => {
  await using fleet = await start(url(), ['a', 'b'])
  const { world, farSide, holder, other } = fleet
  await world.leaveBehind(holder.host)
  world.newRun()
  // Its takes still succeed there, its renewals are not acknowledged.
  const last: number[] = []
  const first: number[] = []
  for (let ms = 0; ms < 5000; ms += 10) {
    if ((await holder.call(30)) > 0) last.push(world.now())
    if ((await other.call(30)) > 0) first.push(world.now())
    await world.advance(10)
  }
  assert.ok(last.length > 0 && first.length > 0)
  assert.ok((first[0] ?? 0) - (last.at(-1) ?? 0) > 1000)
  assert.equal(holder.term(), undefined)
  farSide.check(3)
})

test('a take on its way when the book is written anew is not forgotten', async () => {
  await using fleet = await start(url(), ['a', 'b'])
  const { world, farSide, holder, other } = fleet
  world.fate(({ name, way }) => (name === 'take' && way === 'back' ? 'keep' : 'pass'))
  const calling = holder.call()
  await world.settle()
  // The takes are written - the book is lost - it is written anew - their replies come: the calls start.
  world.newRun()
  holder.lease.look()
  await world.settle()
  world.fate(() => 'pass')
  await world.letPass()
  assert.equal(await calling, 3)
  void holder.lease.handOver()
  await world.settle()
  other.lease.look()
  await world.settle()
  await until(world, () => (void other.call(), farSide.calls() > 3), 6000)
  farSide.check(3)
})

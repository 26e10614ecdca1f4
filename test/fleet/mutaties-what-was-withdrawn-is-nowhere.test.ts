// What a party withdrew, or a party that is gone, is nowhere any more: at no replica, for no caller, not in Redis.

import assert from 'node:assert/strict'
import test from 'node:test'
import { eventually } from '../support/eventually.ts'
import { type Holding, holding, SECRET } from './support/holding.ts'
import { succeeded } from './support/under-load.ts'

const KEY = `k1:${'0123456789abcdef'.repeat(4)}`

const nowhere = ({ isHeld }: Holding) => eventually('it is nowhere', async () => !(await isHeld()) || undefined)

/** It stands in every answer and in every kept one: what is looked for later can be found. */
async function everywhere({ answers, inRedis, paths }: Holding): Promise<void> {
  for (const { status, text } of await answers()) {
    assert.equal(status, 200)
    assert.ok(text.toLowerCase().includes(SECRET))
  }
  const held = [...(await inRedis()).answers.values()].filter((text) => text.toLowerCase().includes(SECRET))
  assert.equal(held.length, paths.length)
}

/** Does any kept answer about a party name it? A list of what changed does, as that of Vektis. */
async function namesIt({ inRedis, party }: Holding): Promise<boolean> {
  const kept = [...(await inRedis()).answers].filter(([place]) => !place.includes('-mutaties/'))
  return kept.some(([, text]) => text.includes(party.agbcode))
}

for (const [how, key] of Object.entries({ plain: undefined, sealed: KEY }))
  test(`a withdrawn field, Redis being ${how}, also after a restart of the fleet`, async (t) => {
    const held = await holding(t, key)
    await everywhere(held)
    held.withdraw()
    await nowhere(held)
    for (const replica of held.replicas) await replica.kill()
    assert.ok(!(await held.inRedis()).all.toLowerCase().includes(SECRET))
    await Promise.all(held.replicas.map((replica) => replica.start()))
    assert.equal(await held.isHeld(), false)
    assert.ok(!held.written().includes(SECRET), 'neither audit nor log says what it was')
  })

test('a dispatcher that wakes up with the old document in hand', async (t) => {
  const held = await holding(t)
  const { control } = held.sandbox
  const dispatcher = await held.dispatcher()
  const other = await held.other()
  // Both are answered as of before the change, and the answers arrive at a process that does not run.
  const slow = control.hold((path) => held.paths.includes(path), { at: 'after' })
  const asking = held.paths.map((path) => other.ask(path, { wait: 30 }))
  await slow.arrived(held.paths.length)
  await dispatcher.pause()
  held.withdraw()
  slow.release()
  await succeeded(held, dispatcher)
  for (const { text } of await Promise.all(asking)) assert.ok(!text.toLowerCase().includes(SECRET))
  await held.polls(2)
  await nowhere(held)
  dispatcher.resume()
  // It must have had its turn: whatever it was going to write is refused by then.
  await eventually('it hears that it is none any more', async () => !(await dispatcher.isDispatcher()) || undefined)
  for (let times = 0; times < 5; times += 1) {
    await held.polls(1)
    assert.equal(await held.isHeld(), false)
  }
})

test('a party that is gone, in the relaties of others too, and after a restart of the fleet', async (t) => {
  const held = await holding(t, KEY)
  const { party, sandbox } = held
  await everywhere(held)
  sandbox.control.mutate({ kind: 'remove', agbcode: party.agbcode, listed: 'first' })
  const isGone = async () => {
    const all = await Promise.all(held.replicas.map((replica) => replica.ask(party.detail)))
    return all.every(({ status }) => status === 404)
  }
  await eventually('it is 404 everywhere', async () => (await isGone()) || undefined)
  await nowhere(held)
  for (const replica of held.replicas) await replica.kill()
  await Promise.all(held.replicas.map((replica) => replica.start()))
  assert.ok(await isGone())
  assert.equal(await held.isHeld(), false)
  const others = await Promise.all(held.replicas.map((replica) => replica.ask(party.elsewhere)))
  assert.ok(others.every(({ text }) => !text.includes(party.agbcode)))
  assert.equal(await namesIt(held), false)
})

test('a fetch of the relaties of another that began before the party was gone and ends after', async (t) => {
  const held = await holding(t)
  const { party, replicas, sandbox } = held
  const { control } = sandbox
  for (const replica of replicas) assert.equal((await replica.ask(party.detail)).status, 200)
  const slow = control.hold(party.elsewhere, { at: 'after' })
  const asking = replicas.map((replica) => replica.ask(party.elsewhere, { wait: 30 }))
  await slow.arrived()
  control.mutate({ kind: 'remove', agbcode: party.agbcode })
  await eventually('the party is erased', async () => {
    const all = await Promise.all(replicas.map((replica) => replica.ask(party.detail)))
    return all.every(({ status }) => status === 404) || undefined
  })
  // What it brings may not be kept for as long as it takes to fetch the next, either.
  const next = control.hold(party.elsewhere)
  slow.release()
  await next.arrived()
  assert.equal(await namesIt(held), false)
  next.release()
  for (const { text } of await Promise.all(asking)) assert.ok(!text.includes(party.agbcode))
  for (let times = 0; times < 3; times += 1) {
    assert.equal(await held.isHeld(), false)
    assert.equal(await namesIt(held), false)
    await held.polls(1)
  }
})

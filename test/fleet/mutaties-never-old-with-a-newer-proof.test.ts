// Whatever crosses with a mutation, no replica ever gives the old value as proven at a moment when it was no longer so.

import assert from 'node:assert/strict'
import test from 'node:test'
import { FEED, followed } from './support/followed.ts'

test('a plain change, time after time', async (t) => {
  const { truth, watching } = await followed(t)
  for (let times = 0; times < 5; times += 1) {
    truth.rename()
    await watching.follows('the new name')
  }
  watching.isHonest()
})

test('a fetch that began before the change and ends after it was told', async (t) => {
  const { control, party, replicas, truth, watching, polls } = await followed(t)
  await watching.follows('the first name')
  // Nobody has asked for it, so this is the first: it has its answer in hand when the name changes.
  const fresh = `${party.detail}/relaties`
  const held = control.hold(fresh, { at: 'after' })
  const asking = replicas.map((replica) => replica.ask(fresh, { wait: 30 }))
  await held.arrived()
  const slow = control.hold((path) => path === party.detail, { at: 'after' })
  truth.rename()
  // The refetch of the detail is held too, so it is older than the next change.
  await slow.arrived()
  truth.rename()
  await polls(2)
  slow.release()
  held.release()
  assert.deepEqual(
    (await Promise.all(asking)).map(({ status }) => status),
    [200, 200, 200],
  )
  await watching.follows('the last name')
  watching.isHonest()
})

test('a second change in the same second', async (t) => {
  const { control, party, truth, watching } = await followed(t)
  await watching.follows('the first name')
  // Both before the poll.
  truth.rename()
  truth.rename()
  await watching.follows('the second of two')
  // Between the list that told of the first and the fetch that it leads to: that one brings the second.
  const list = control.hold(FEED, { at: 'after' })
  truth.rename()
  await list.arrived()
  truth.rename()
  list.release()
  await watching.follows('the name after the list')
  // After the fetch: only the next round can find it, for the feed tells nothing new.
  const fetch = control.hold((path) => path === party.detail, { at: 'after' })
  truth.rename()
  await fetch.arrived()
  truth.rename()
  fetch.release()
  await watching.follows('the name after the fetch')
  watching.isHonest()
})

// What Redis lost and one replica alone still holds in process follows the feed all the same.

import assert from 'node:assert/strict'
import test from 'node:test'
import { Redis } from 'ioredis'
import { eventually } from '../support/eventually.ts'
import type { Fleet } from '../support/fleet.ts'
import { withFleet } from '../support/fleet.ts'
import { partiesOf } from '../support/parties.ts'
import { contentsOf } from '../support/redis-contents.ts'
import { createTruth, see } from '../support/truth.ts'
import { watch } from '../support/watch.ts'
import { FEED } from './support/followed.ts'

async function flush({ redis }: Fleet): Promise<void> {
  const admin = new Redis(redis.url)
  await admin.flushall()
  admin.disconnect()
}

const losses: Record<string, (fleet: Fleet) => Promise<void>> = {
  'was emptied': flush,
  'was restarted': ({ redis }) => redis.restart(),
  // Who fetched it holds it too, until it is gone.
  'was emptied as the dispatcher died': async (fleet) => {
    const dispatcher = await fleet.dispatcher()
    await Promise.all([flush(fleet), dispatcher.kill()])
    await dispatcher.start()
  },
}

for (const [how, lose] of Object.entries(losses))
  test(`a Redis that ${how}`, async (t) => {
    const fleet = await withFleet(t, { env: { MUTATION_POLL_SECONDS: '1' } })
    const { replicas, redis, sandbox } = fleet
    const { control } = sandbox
    const [party] = partiesOf(control)
    assert.ok(party)
    const truth = createTruth(control, party.agbcode)
    const paths = [party.detail, party.elsewhere]
    const holder = await fleet.other()
    for (const path of paths) assert.equal((await see(holder, path)).name, truth.name())
    const before = truth.name() ?? ''

    await lose(fleet)
    await fleet.dispatcher()
    await control.arrived(FEED, control.calls(FEED).length + 2)
    truth.rename()
    await control.arrived(FEED, control.calls(FEED).length + 2)
    const watching = watch(t, { replicas, paths, truth })
    await watching.follows('the new name, also where the old one was held')
    watching.isHonest()
    const held = await eventually('the new one is held', async () => {
      const { all } = await contentsOf(redis.url)
      return all.toLowerCase().includes(truth.name() ?? '') ? all.toLowerCase() : undefined
    })
    assert.ok(!held.includes(before))
  })

// A replica that loses its way to Redis for ten seconds of changes, or sleeps through some: it claims nothing that is not so.

import assert from 'node:assert/strict'
import test from 'node:test'
import { eventually } from '../support/eventually.ts'
import { followed } from './support/followed.ts'

/** Polls of a second each. */
const SECONDS = 10

for (const who of ['dispatcher', 'other'] as const)
  for (const how of ['cut', 'silence'] as const)
    test(`the ${who} that is cut off (${how})`, async (t) => {
      const fleet = await followed(t, { ways: true, env: { VEKTIS_TIMEOUT_MS: '2000' } })
      const { truth, watching, polls } = fleet
      await watching.follows('the first name')
      const alone = await fleet[who]()
      const isAlone = ({ replica }: { replica: string }) => replica === alone.name
      alone.toRedis[how]()
      truth.rename()
      // The others go on, under a new dispatcher when it was the old one.
      await polls(SECONDS)
      truth.rename()
      await eventually('the others have the last name, and are sure of it', async () => {
        const there = watching.latest().filter((seen) => !isAlone(seen))
        return there.every(({ name, flag }) => name === truth.name() && flag === undefined) || undefined
      })
      const here = watching.latest().filter(isAlone)
      assert.deepEqual(
        here.map(({ status, flag }) => [status, flag]),
        here.map(() => [200, 'stroom-onbereikbaar']),
      )
      alone.toRedis.restore()
      await watching.follows('the last name, there too')
      truth.rename()
      await watching.follows('the next name everywhere')
      watching.isHonest()
    })

test('one that slept through a change', async (t) => {
  const { truth, watching, polls, other } = await followed(t)
  await watching.follows('the first name')
  const asleep = await other()
  await asleep.pause()
  truth.rename()
  await polls(3)
  asleep.resume()
  await watching.follows('the new name, there too')
  watching.isHonest()
})

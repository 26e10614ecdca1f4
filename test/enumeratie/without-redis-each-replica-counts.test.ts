// A Redis that is away or hangs: nothing rejects, and every replica still stops a walk by itself.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { within } from '../cache/redis.ts'
import { startFleet } from './fleet.ts'
import { row } from './patterns.ts'
import { answered, RUN } from './watch.ts'

test('away: a walk is stopped in each replica, and a release says that it did not reach all', async () => {
  await using fleet = await startFleet()
  await fleet.server.kill()
  for (const { ask } of [fleet.one, fleet.other])
    assert.equal(await answered((code) => ask(code, { held: false }), row(3_000_001, 200)), RUN - 1)
  assert.equal(await fleet.one.toezicht.geefVrij('a'), false)
  assert.equal(await fleet.one.ask(90_000_000), true)
})

test('hanging: a question costs a time-out or two, and soon nothing', async () => {
  await using fleet = await startFleet()
  await fleet.server.pause()
  await within(2000, () => answered((code) => fleet.one.ask(code, { held: false }), row(3_000_001, 60)))
  fleet.server.resume()
})

test('a code that Redis did not hear of is told when it is back', async () => {
  await using fleet = await startFleet()
  const { one, other, server } = fleet
  await server.pause()
  await one.ask(3_000_001, { held: false })
  server.resume()
  await one.ask(3_000_001, { held: false })
  assert.equal(await one.redis.zcard('{agb}:enumeratie:codes:a'), 1)
  assert.ok(other)
})

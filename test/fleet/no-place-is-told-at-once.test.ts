// Whose turn would come too late hears it at once, with the moment at which coming back is worth it; who is accepted is served.

import assert from 'node:assert/strict'
import test from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { withFleet } from '../support/fleet.ts'
import { type Answered, askOnce, isAnswered } from '../support/load.ts'
import { quantile } from '../support/observed.ts'
import { assertStrict } from './support/under-load.ts'

/** Half of it is the margin of who comes back: the rest of the tests may be all that the machine does for a second. */
const WAIT = 4
const CROWD = 90

const msOf = ({ first }: { first: Answered }): number => first.ms

test('a crowd is served in time, or told at once when to come back and served then', async (t) => {
  const fleet = await withFleet(t)
  await Promise.all(fleet.replicas.map((replica) => askOnce(replica, 'c0', fleet.fresh(), 10)))
  const crowd = Array.from({ length: CROWD }, async (_, n) => {
    const replica = fleet.replicas[n % 3]!
    const path = fleet.fresh()
    const first = await askOnce(replica, 'c0', path, WAIT)
    if (first.status !== 503) return { first }
    await delay(1000 * first.retryAfter!)
    return { first, second: await askOnce(replica, 'c0', path, WAIT) }
  })
  const came = await Promise.all(crowd)
  const sentAway = came.flatMap(({ first, second }) => (second ? [{ first, second }] : []))
  const accepted = came.filter(({ second }) => !second)
  assert.ok(sentAway.length > CROWD / 3, `${sentAway.length}`)
  assert.ok(accepted.length > 5, `${accepted.length}`)
  for (const { first } of accepted) assert.ok(isAnswered(first), `${first.status}`)
  // By the same machine in the same moment: who was let in waited for a turn, who was sent away for nothing.
  const [slowest, turn] = [Math.max(...sentAway.map(msOf)), quantile(accepted.map(msOf), 0.5)]
  assert.ok(slowest < turn, `${slowest} ms until the last was told, ${turn} ms for half of those who were let in`)
  const served = sentAway.filter(({ second }) => isAnswered(second)).length
  assert.ok(served >= 0.9 * sentAway.length, `${served} of ${sentAway.length}`)
  assertStrict(fleet)
})

// A Vektis that fails after it named a party: what is held stays, is given flagged, and gives way when Vektis works again.

import assert from 'node:assert/strict'
import test from 'node:test'
import type { FaultKind } from '../../src/sandbox/faults.ts'
import { eventually } from '../support/eventually.ts'
import { contentsOf } from '../support/redis-contents.ts'
import { withFleet } from '../support/fleet.ts'
import { partiesOf } from '../support/parties.ts'
import { follow } from './support/followed.ts'

const kinds: readonly FaultKind[] = [
  'status-500',
  'status-503',
  'silent',
  'reset',
  'html',
  'broken-json',
  'endless',
  'wrong-content-type',
  'wrong-shape',
]

test('after a mutation', async (t) => {
  const fleet = await withFleet(t, { env: { MUTATION_POLL_SECONDS: '1', VEKTIS_TIMEOUT_MS: '500' } })
  const { redis, replicas, sandbox } = fleet
  const { control } = sandbox
  const inRedis = async () => (await contentsOf(redis.url)).all.toLowerCase()
  const parties = partiesOf(control)
  for (const [at, kind] of kinds.entries())
    await t.test(`${kind} erases nothing and is said; recovery needs no other mutation`, async (t) => {
      t.after(control.clear)
      const { party, truth, watching } = follow(t, fleet, parties[at]!)
      await watching.follows('the name of before')
      const before = truth.name() ?? ''
      // The party itself and where it is named: neither can be fetched anew.
      control.fault({ kind, path: (path) => path === party.detail || path === party.elsewhere })
      truth.rename()
      await eventually('it is flagged everywhere', async () => {
        const latest = watching.latest()
        const isFlagged = latest.every(({ name, flag }) => name === before && flag === 'mutatie-gemeld')
        return (isFlagged && latest.length === 2 * replicas.length) || undefined
      })
      assert.ok((await inRedis()).includes(before), 'it is held as it was')
      control.clear()
      await watching.follows('the new name', 40_000)
      await eventually('the old one is held no longer', async () => !(await inRedis()).includes(before) || undefined)
      watching.isHonest()
      await watching.stop()
    })
})

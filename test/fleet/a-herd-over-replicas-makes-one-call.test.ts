// Ten thousand who miss the same thing at the same moment, spread over all replicas, cost Vektis one call.

import assert from 'node:assert/strict'
import test from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { withFleet } from '../support/fleet.ts'
import type { Reply } from '../support/replica.ts'

const HERD = 10_000
const PATH = '/v2/zorgverleners/03000001'

test('ten thousand identical misses over three replicas make one call', async (t) => {
  // The call is out for as long as it takes to ask so much.
  const fleet = await withFleet(t, { sandbox: { latency: { ms: 4000 } } })
  await fleet.dispatcher()
  const asking: Promise<Reply>[] = []
  while (asking.length < HERD) {
    asking.push(fleet.replicas[asking.length % 3]!.ask(PATH, { wait: 60 }))
    // The sandbox lives in this process, and must get its turns.
    if (asking.length % 100 === 0) await turn()
  }
  const answers = await Promise.all(asking)
  assert.deepEqual(countBy(answers.map(({ status }) => status)), { 200: HERD })
  assert.equal(new Set(answers.map(({ text }) => text)).size, 1)
  assert.equal(fleet.sandbox.control.calls(PATH).length, 1)
})

const countBy = (values: readonly number[]) =>
  Object.fromEntries(Object.entries(Object.groupBy(values, String)).map(([value, same]) => [value, same?.length]))

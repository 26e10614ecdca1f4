// Ten thousand wait for one call when the dispatcher is killed: one more call, and nobody elsewhere notices.

import assert from 'node:assert/strict'
import test from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { withFleet } from '../support/fleet.ts'

const HERD = 10_000
const PATH = '/v2/zorgverleners/03000001'

test('ten thousand identical misses, the dispatcher killed half-way', async (t) => {
  // The call is out for as long as it takes to ask so much.
  const fleet = await withFleet(t, { env: { VEKTIS_TIMEOUT_MS: '60000' } })
  const { control } = fleet.sandbox
  const dispatcher = await fleet.dispatcher()
  const held = control.hold(PATH)
  const living: Promise<string>[] = []
  const lost: Promise<unknown>[] = []
  for (let asked = 0; asked < HERD; asked += 1) {
    const replica = fleet.replicas[asked % 3]!
    const answer = replica
      .ask(PATH, { wait: 60 })
      .then(({ status, text }) => (status === 200 ? '200' : `${status} ${text}`))
    if (replica === dispatcher) lost.push(answer)
    else living.push(answer)
    // The sandbox lives in this process, and must get its turns.
    if (asked % 100 === 0) await turn()
  }
  const ended = Promise.allSettled(lost)
  const answered = Promise.all(living)
  await held.arrived()
  await dispatcher.kill()
  // The first call can bring nobody anything any more.
  await held.arrived(2)
  held.release()
  assert.deepEqual(new Set(await answered), new Set(['200']))
  await ended
  assert.equal(control.calls(PATH).length, 2)
})

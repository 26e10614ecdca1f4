// A list of changed codes that a caller asks for is applied before it leaves: whoever reads a code in it and asks for the
// party, anywhere, is not given the document of before as if nothing were known.

import assert from 'node:assert/strict'
import test from 'node:test'
import { withFleet } from '../support/fleet.ts'
import { partiesOf } from '../support/parties.ts'
import { createTruth, see } from '../support/truth.ts'

const DAY = 86_400_000
const ROUNDS = 15

test('a caller reads a list and asks at once, at every replica', async (t) => {
  // The gateway itself will not poll again: all news comes by the lists of callers.
  const fleet = await withFleet(t, { env: { MUTATION_POLL_SECONDS: '86400' } })
  const { replicas, sandbox } = fleet
  const { control } = sandbox
  await fleet.dispatcher()
  const late: string[] = []
  for (const [round, party] of partiesOf(control).slice(0, ROUNDS).entries()) {
    const truth = createTruth(control, party.agbcode)
    await Promise.all(replicas.flatMap((replica) => [see(replica, party.detail), see(replica, party.elsewhere)]))
    truth.rename()
    // Another day each time, and none of the gateway’s own: a list is kept until the next poll.
    const since = new Date(Date.now() - (round + 3) * DAY).toISOString().slice(0, 10)
    const reader = replicas[round % replicas.length]
    const list = await reader?.ask(`/v2/zorgpartijen/mutaties/${since}`, { wait: 10 })
    assert.ok(list?.text.includes(party.agbcode), `${list?.status}`)
    const seen = await Promise.all(
      replicas.flatMap((replica) => [see(replica, party.detail), see(replica, party.elsewhere)]),
    )
    for (const { replica, path, name, flag } of seen)
      if (name !== truth.name() && flag === undefined) late.push(`${replica} (read at ${reader?.name}): ${path}`)
  }
  assert.deepEqual(late, [])
})

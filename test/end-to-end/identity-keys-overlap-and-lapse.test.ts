// Keys are changed without a gap: the old one beside the new one, until its last day is over in Amsterdam.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashVan } from '../../src/doelbinding/sleutel.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { withGateway } from '../support/gateway.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'

const AMSTERDAM = 'Europe/Amsterdam'

test('two keys of one caller, one with a last day', async (t) => {
  const now = Date.now()
  const tomorrow = Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(AMSTERDAM)
    .toPlainDate()
    .add({ days: 1 })
  const over = tomorrow.add({ days: 1 }).toZonedDateTime(AMSTERDAM).epochMilliseconds
  const sleutels = [
    { sleutel: `sha256:${hashVan('sleutel-oud')}`, geldigTot: tomorrow.toString() },
    `sha256:${hashVan('sleutel-nieuw')}`,
  ]
  const policy = policyOf({ alles: doel() }, { zis: afnemer('zis', ['alles'], { sleutels }) })
  const clock = createFakeClock(now)
  const { ask, log, url } = await withGateway(t, { policy, clock })
  const status = async (key: string) => (await ask('/v2/landen', { key: `sleutel-${key}` })).status

  assert.ok(log().includes('keys of callers lapse within 30 days'))
  await clock.advance(over - now - 1)
  assert.deepEqual([await status('oud'), await status('nieuw')], [200, 200])
  await clock.advance(1)
  assert.deepEqual([await status('oud'), await status('nieuw')], [401, 200])
  const both = { authorization: 'Bearer sleutel-nieuw', 'x-api-key': 'sleutel-oud' }
  assert.equal((await fetch(`${url}/v2/landen`, { headers: both })).status, 401, 'a lapsed key names nobody')
})

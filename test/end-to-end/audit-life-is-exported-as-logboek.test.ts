// What was answered arrives as spans at a collector; one that is away holds up nobody, and is caught up with.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startReceiver } from '../logboek/receiver.ts'
import { withGateway } from '../support/gateway.ts'

const PAD = '/v2/zorgverleners/03000001'

test('every answer has its spans, with the doel as activity and nobody who asked', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answers.push({ status: 503 })
  const { ask, audit, metrics, log } = await withGateway(t, {
    env: { OTLP_URL: receiver.url, OTLP_REGISTER_URL: 'https://register.example/verwerkingen/' },
  })
  const trace = '0af7651916cd43dd8448eb211c80319c'
  const headers = { 'x-gebruiker': 'm.dejong', traceparent: `00-${trace}-b7ad6b7169203331-01` }
  assert.equal((await ask(PAD, { headers })).status, 200)
  assert.equal((await ask('/v2/zorgverleners/1')).status, 400)
  await receiver.until(() => receiver.spans.length >= 2)

  const [given, refused] = audit()
  const [one, two] = receiver.spans
  assert.equal(one?.traceId, trace)
  assert.equal(one.parentSpanId, 'b7ad6b7169203331')
  assert.equal(one.name, 'raadplegen-zorgverlener')
  assert.equal(
    one.attributes['dpl.core.processing_activity_id'],
    `https://register.example/verwerkingen/${String(given?.['doel'])}`,
  )
  assert.deepEqual([one.attributes['dpl.core.data_subject_id']], given?.['betrokkenen'])
  assert.equal(one.resource['agb.policy.hash'], given?.['policy'])
  assert.equal(two?.traceId, String(refused?.['hash']).slice(0, 32))
  assert.equal(two.attributes['dpl.core.data_subject_id'], undefined)
  for (const { text } of receiver.requests) assert.doesNotMatch(text, /m\.dejong|alles"|03000001/)
  assert.match(await metrics(), /^agb_logboek_failures_total 1$/m)
  assert.match(log(), /the export of the logboek fails/)
})

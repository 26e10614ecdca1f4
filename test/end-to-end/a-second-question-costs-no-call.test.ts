// What is held is not asked again, whoever asks and for whatever doel; also that somebody is not there.

import assert from 'node:assert/strict'
import test from 'node:test'
import { withGateway } from '../support/gateway.ts'
import { UNKNOWN_CODE } from './support/questions.ts'

const PATH = '/v2/zorgverleners/03000001'

test('one call serves every caller and every doel', async (t) => {
  const { ask, sandbox, metric } = await withGateway(t)
  const first = await ask(PATH, { key: 'sleutel-smal' })
  assert.equal(first.headers.get('cache-status'), 'agb-gateway; fwd=miss; stored')
  const again = await ask(PATH, { key: 'sleutel-smal' })
  assert.equal(again.headers.get('cache-status'), 'agb-gateway; hit')
  assert.equal(await again.text(), await first.text())

  // The first caller's doel is narrow, and yet the richer one needs no call of its own.
  const richer = (await (await ask(PATH)).json()) as Record<string, unknown>
  assert.ok('GeboorteDatum' in richer)
  assert.equal(sandbox.control.calls(PATH).length, 1)
  assert.equal(await metric('agb_cache_answers_total{result="hit"}'), 2)
  assert.equal(await metric('agb_cache_answers_total{result="miss"}'), 1)
})

test('that somebody is not there is an answer too', async (t) => {
  const { ask, sandbox } = await withGateway(t)
  const path = `/v2/zorgverleners/${UNKNOWN_CODE}`
  assert.deepEqual([(await ask(path)).status, (await ask(path)).status], [404, 404])
  assert.equal(sandbox.control.calls(path).length, 1)
})

test('the same code under another kind or as of another day is another question', async (t) => {
  const { ask, sandbox } = await withGateway(t)
  for (const path of [PATH, `${PATH}/2020-01-01`, `${PATH}/2021-01-01`, '/v2/vestigingen/03000001']) await ask(path)
  assert.equal(sandbox.control.counters().total, 4)
})

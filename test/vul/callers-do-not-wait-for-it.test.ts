// A first fill uses what nobody else does of the budget: whoever asks goes before everything that it has waiting.

import assert from 'node:assert/strict'
import test from 'node:test'
import { withGateway } from '../support/gateway.ts'
import { actief, beheerder, bulkPolicy, detailCalls } from './support.ts'

const BUDGET = 10
const ASKED = 15

test('a caller who asks during a first fill', async (t) => {
  const policy = bulkPolicy({ mensen: { partijtypen: ['zorgverlener'] } })
  const env = { VEKTIS_CALLS_PER_SECOND: String(BUDGET), ENUMERATIE_RUN: '1000000' }
  const { ask, sandbox } = await withGateway(t, { policy, env, sandbox: { callsPerSecond: BUDGET } })
  const { control } = sandbox
  const answer = await ask('/gateway/v1/beheer/vul/beginnen', { method: 'POST', key: beheerder.sleutel })
  assert.equal(answer.status, 202)
  await control.arrived('/v2/zorgverleners/', 5)

  const codes = actief(sandbox)
    .flatMap(({ type, document }) => (type === 'onderneming' ? [document.AGBCode] : []))
    .slice(0, ASKED)
  const begin = control.calls().length
  const answers = await Promise.all(codes.map((code) => ask(`/v2/ondernemingen/${code}`)))
  assert.ok(answers.every(({ status }) => status === 200))
  const since = detailCalls(control.calls().slice(begin))
  const before = since.slice(0, 1 + since.findLastIndex((code) => codes.includes(code)))
  const ofFill = before.filter((code) => !codes.includes(code)).length
  // What had its slot when they asked, and the one turn in twenty of a lane that is passed over.
  assert.ok(ofFill <= 4, `${ofFill} of the fill went before the last of ${ASKED}`)
  await control.arrived('/v2/zorgverleners/', begin + ASKED)
  assert.equal(control.counters().refused, 0, 'and the budget is kept')
})

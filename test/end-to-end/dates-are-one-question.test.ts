// A day is a day however it is written: one entry, sent on in the one format that Vektis takes.

import assert from 'node:assert/strict'
import test from 'node:test'
import { withGateway } from '../support/gateway.ts'

test('both ways to write a day are one entry', async (t) => {
  const { ask, sandbox } = await withGateway(t)
  const first = await ask('/v2/zorgverleners/03000001/20240301')
  const second = await ask('/v2/zorgverleners/03000001/2024-03-01')
  assert.deepEqual([first.status, second.status], [200, 200])
  assert.equal(second.headers.get('cache-status'), 'agb-gateway; hit')
  assert.deepEqual(
    sandbox.control.calls().map(({ path }) => path),
    ['/v2/zorgverleners/03000001/2024-03-01'],
  )
})

test('days go out as VEKTIS_DATE_FORMAT says', async (t) => {
  const { ask, sandbox } = await withGateway(t, {
    env: { VEKTIS_DATE_FORMAT: 'dd-MM-yyyy' },
    sandbox: { dateFormat: 'dd-MM-yyyy' },
  })
  assert.equal((await ask('/v2/zorgverleners/03000001/relaties/2026-11-02')).status, 200)
  assert.equal(sandbox.control.calls()[0]?.path, '/v2/zorgverleners/03000001/relaties/02-11-2026')
})

test('vanaf is taken as a moment too, and read on the clock of Amsterdam', async (t) => {
  const format = 'yyyy-MM-ddTHH:mm:ss'
  const { ask, sandbox } = await withGateway(t, {
    env: { VEKTIS_DATE_FORMAT: format },
    sandbox: { dateFormat: format },
  })
  const today = sandbox.control.register.vandaag()
  const moments = [`${today}T00:30:00Z`, `${today}T00:30:00z`, `${today}T02:30:00+02:00`, `${today}T00:30:00.123456Z`]
  const answers = await Promise.all(moments.map((moment) => ask(`/v2/zorgpartijen/mutaties/${moment}`)))
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200, 200],
  )
  // Whatever the season: an hour or two later than UTC, never the same.
  const sent = new Set(sandbox.control.calls().map(({ path }) => decodeURIComponent(path)))
  assert.equal(sent.size, 1)
  assert.match([...sent].join(), new RegExp(`/v2/zorgpartijen/mutaties/${today}T0[12]:30:00$`))
})

test('what Vektis finds too long ago is the caller’s to mend', async (t) => {
  const { ask, sandbox } = await withGateway(t)
  const answer = await ask('/v2/zorgpartijen/mutaties/2020-01-01')
  assert.equal(answer.status, 400)
  assert.equal(((await answer.json()) as { code: string }).code, 'vektis-weigert-vraag')
  assert.equal(sandbox.control.counters().total, 1)
})

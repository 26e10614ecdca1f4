// One caller, by whatever credentials: those that nobody holds, and those that disagree, are 401 and say nothing.

import assert from 'node:assert/strict'
import test from 'node:test'
import { hashVan } from '../../src/doelbinding/sleutel.ts'
import { withGateway } from '../support/gateway.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'
import { problemIn } from './support/problem.ts'
import { sendFields } from './support/wire.ts'

const KNOWN: Record<string, string[]> = {
  Bearer: ['Authorization: Bearer sleutel-alles'],
  'bearer in another case': ['authorization: bEARER sleutel-alles'],
  Vektis: ['Authorization: Vektis sleutel-alles'],
  'no scheme': ['Authorization: sleutel-alles'],
  'room around': ['Authorization:   Bearer   sleutel-alles  '],
  'X-API-Key': ['X-API-Key: sleutel-alles'],
  'both, of one caller': ['Authorization: Bearer sleutel-alles', 'X-API-Key: sleutel-alles'],
  'two keys of one caller': ['Authorization: Bearer sleutel-alles', 'X-API-Key: tweede-sleutel'],
  'the same twice': ['Authorization: Bearer sleutel-alles', 'Authorization: Bearer sleutel-alles'],
}

const UNKNOWN: Record<string, string[]> = {
  nothing: [],
  'a key that nobody holds': ['Authorization: Bearer geheim-van-niemand'],
  'another scheme': ['Authorization: Basic sleutel-alles'],
  'a scheme without a key': ['Authorization: Bearer'],
  'an empty header': ['Authorization:'],
  'an empty key': ['X-API-Key:'],
  'three words': ['Authorization: Bearer Vektis sleutel-alles'],
  'a key in another case': ['Authorization: Bearer SLEUTEL-ALLES'],
  'two callers': ['Authorization: Bearer sleutel-alles', 'X-API-Key: sleutel-smal'],
  'two callers, one kind of header': ['X-API-Key: sleutel-alles', 'X-API-Key: sleutel-smal'],
  'two callers, the first of whom Node would keep': [
    'Authorization: Bearer sleutel-alles',
    'Authorization: Bearer sleutel-smal',
  ],
  'a known and an unknown key': ['Authorization: Bearer sleutel-alles', 'X-API-Key: geheim-van-niemand'],
  'a known key and another scheme': ['X-API-Key: sleutel-alles', 'Authorization: Basic abc'],
  'a known and an empty key': ['Authorization: Bearer sleutel-alles', 'X-API-Key:'],
  'the hash in place of the key': ['Authorization: Bearer sha256:0'],
}

const hashed = (key: string) => `sha256:${hashVan(key)}`

test('who calls', async (t) => {
  const policy = policyOf(
    { alles: doel() },
    {
      alles: afnemer('alles', ['alles'], { sleutels: ['sleutel-alles', 'tweede-sleutel'].map(hashed) }),
      smal: afnemer('smal', ['alles']),
    },
  )
  const { url, audit, log, sandbox } = await withGateway(t, { policy })

  for (const [name, fields] of Object.entries(KNOWN))
    await t.test(`known: ${name}`, async () => {
      const before = audit().length
      assert.equal((await sendFields(url, 'GET /v2/landen', fields)).status, 200)
      assert.deepEqual(
        audit()
          .slice(before)
          .map(({ afnemer }) => afnemer),
        ['alles'],
      )
    })

  const { total } = sandbox.control.counters()
  const bodies = new Set<string>()
  for (const [name, fields] of Object.entries(UNKNOWN))
    await t.test(`unknown: ${name}`, async () => {
      const before = audit().length
      const answer = await sendFields(url, 'GET /v2/zorgverleners/03000001', fields)
      const { instance, ...problem } = problemIn(answer, 401, 'onbekende-afnemer')
      assert.match(instance, /^[\w-]{36}$/)
      assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer realm=/)
      bodies.add(JSON.stringify(problem))
      assert.equal(audit().length, before, 'nobody is known to have asked')
    })

  assert.equal(bodies.size, 1, 'every unknown caller hears the same')
  assert.equal(sandbox.control.counters().total, total, 'and Vektis nothing')
  assert.ok(!log().includes('geheim-van-niemand'))
})

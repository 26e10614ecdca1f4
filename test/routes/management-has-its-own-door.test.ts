// /livez, /readyz and /metrics stand on the management port and never on the callers'; nor the other way round.

import assert from 'node:assert/strict'
import test from 'node:test'
import { withGateway } from '../support/gateway.ts'

test('two doors', async (t) => {
  const { ask, managementUrl, drain, metrics, sandbox } = await withGateway(t)
  const manage = (path: string) => fetch(`${managementUrl}${path}`)

  await t.test('what is for the platform is not for callers', async () => {
    for (const path of ['/livez', '/readyz', '/metrics']) {
      assert.equal((await ask(path)).status, 404, path)
      const answer = await manage(path)
      assert.deepEqual([answer.status, answer.headers.get('cache-control')], [200, 'no-store'], path)
    }
    for (const path of ['/v2/landen', '/gateway/v1/doelbinding', '/docs', '/openapi.json'])
      assert.equal((await manage(path)).status, 404, path)
  })

  await t.test('requests are counted by pattern, caller and status', async () => {
    await ask('/v2/zorgverleners/03000001')
    await ask('/v2/zorgverleners/01000001')
    await ask('/v2/zorgverleners/01000001', { key: 'onbekend' })
    await ask('/v2/wat-iemand/maar/verzint')
    const text = await metrics()
    const route = 'route="/v2/zorgverleners/:agbcode",method="GET"'
    assert.match(text, new RegExp(`^agb_http_requests_total\\{${route},status="200",afnemer="alles"\\} 2$`, 'm'))
    assert.match(text, new RegExp(`^agb_http_requests_total\\{${route},status="401",afnemer="-"\\} 1$`, 'm'))
    assert.match(text, /^agb_http_requests_total\{route="-",method="GET",status="404",afnemer="-"\} \d+$/m)
    assert.ok(!text.includes('verzint') && !text.includes('03000001'))
    // The gateway's own poll of the feed is one of them.
    assert.match(text, /^agb_upstream_calls_total\{status="200",role="RaadplegenZorgpartij"\} 3$/m)
    for (const name of [
      'agb_cache_bytes',
      'agb_budget_slots_in_use',
      'agb_audit_lines_total',
      'agb_certificate_expiry_seconds',
    ])
      assert.match(text, new RegExp(`^${name} [1-9]`, 'm'))
    assert.match(text, /^agb_policy_info\{hash="[0-9a-f]{64}"\} 1$/m)
  })

  await t.test('a Vektis that is away does not make it unready', async () => {
    await sandbox.close()
    assert.equal((await ask('/v2/vestigingen/71000001')).status, 502)
    assert.equal((await manage('/readyz')).status, 200)
  })

  await t.test('draining does, while callers are still served', async () => {
    drain()
    assert.equal((await manage('/readyz')).status, 503)
    assert.equal((await manage('/livez')).status, 200)
    assert.equal((await ask('/v2/zorgverleners/03000001')).status, 200)
  })
})

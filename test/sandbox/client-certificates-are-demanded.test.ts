// TLS itself refuses who does not bring a sound client certificate; the request is never read.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createAuthority, type Pair } from '../../src/sandbox/certificates.ts'
import { withSandbox } from '../support/sandbox.ts'

const DAY = 86_400_000

test('client certificates are demanded', async (t) => {
  const { authority, control, get, client } = await withSandbox(t)
  const refused: Record<string, Pair | null> = {
    missing: null,
    expired: authority.client({ notBefore: Date.now() - 2 * DAY, notAfter: Date.now() - DAY }),
    'not yet valid': authority.client({ notBefore: Date.now() + DAY, notAfter: Date.now() + 2 * DAY }),
    'of another authority': createAuthority().client(),
    'for servers only': authority.client({ usages: ['serverAuth'] }),
  }
  for (const [kind, pair] of Object.entries(refused)) {
    await t.test(`${kind}: the connection breaks`, async () => {
      await assert.rejects(get('/v2/landen', { client: pair }))
      assert.equal(control.counters().total, 0)
    })
  }
  await t.test('a sound one comes through, and is named in the record', async () => {
    assert.equal((await get('/v2/landen', { client: authority.client({ commonName: 'ziekenhuis' }) })).status, 200)
    assert.equal((await get('/v2/landen', { client })).status, 200)
    assert.deepEqual(
      control.calls().map((call) => call.client),
      ['ziekenhuis', 'agb-gateway'],
    )
  })
})

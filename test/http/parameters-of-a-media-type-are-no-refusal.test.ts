// Clients put parameters behind application/json that say nothing of whether they can read it.

import assert from 'node:assert/strict'
import test from 'node:test'
import { withGateway } from '../support/gateway.ts'

test('media types with parameters of their own are JSON all the same', async (t) => {
  const gateway = await withGateway(t)
  for (const accept of ['application/json; charset=utf-8', 'application/json;odata=verbose, text/html;q=0.1', ''])
    assert.equal((await gateway.ask('/v2/landen', { headers: { accept } })).status, 200, accept)
  assert.equal((await gateway.ask('/v2/landen', { headers: { accept: 'application/json;q=0' } })).status, 406)
})

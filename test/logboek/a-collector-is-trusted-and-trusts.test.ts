// Over TLS: a collector proves itself, by the anchors given too, and gets the headers that it asks for.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createCollector } from '../../src/logboek/collector.ts'
import { readHeaders } from '../../src/logboek/headers.ts'
import { createAuthority } from '../../src/sandbox/certificates.ts'
import { startReceiver } from './receiver.ts'

const never = new AbortController().signal

test('a collector whose certificate the anchors cover gets the export with its headers', async (t) => {
  const authority = createAuthority()
  const receiver = await startReceiver(t, authority.server())
  const headers = readHeaders('Authorization: Bearer geheim\n\nX-Scope-OrgID:  zis \n')
  const collector = createCollector({
    url: receiver.url,
    headers,
    ca: Buffer.from(authority.caPem),
    timeoutMs: 5000,
  })
  t.after(collector.close)
  assert.deepEqual(await collector.send([], never), { rejected: 0 })
  const [sent] = receiver.requests
  assert.equal(sent?.headers.authorization, 'Bearer geheim')
  assert.equal(sent.headers['x-scope-orgid'], 'zis')
})

test('a collector that nobody vouches for gets nothing', async (t) => {
  const receiver = await startReceiver(t, createAuthority().server())
  const collector = createCollector({ url: receiver.url, headers: {}, timeoutMs: 5000 })
  t.after(collector.close)
  await assert.rejects(collector.send([], never))
  assert.equal(receiver.requests.length, 0)
})

test('every fault in the headers is named by its line, without what stands there', () => {
  assert.throws(() => readHeaders('goed: ja\ngeheim zonder dubbele punt\nGOED: nogmaals\nleeg:\n'), {
    message: 'line 2: is not Name: value; line 3: a name that was given before; line 4: is not Name: value',
  })
})

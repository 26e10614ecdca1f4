// What withSandbox writes down for a configuration by *_FILE is enough to make a call with.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFile, stat } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { Agent, get } from 'node:https'
import test from 'node:test'
import { withSandbox } from '../support/sandbox.ts'

test('files hold what a client needs', async (t) => {
  const sandbox = await withSandbox(t)
  const files = await sandbox.files()
  const agent = new Agent()
  t.after(() => agent.destroy())
  const [ca, cert, key, token] = await Promise.all(
    [files.ca, files.cert, files.key, files.token].map((file) => readFile(file, 'utf8')),
  )
  const request = get(`${sandbox.url}/v2/landen`, { agent, ca, cert, key, headers: { authorization: token } })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  response.resume()
  assert.equal(response.statusCode, 200)
  assert.equal((await stat(files.key)).mode & 0o777, 0o600)
})

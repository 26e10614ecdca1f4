// A thousand callers who miss the same thing at the same moment cost Vektis one call.

import assert from 'node:assert/strict'
import test from 'node:test'
import { withGateway } from '../support/gateway.ts'

const PATH = '/v2/zorgverleners/03000001'
const HERD = 1000

test('a thousand identical questions at once make one call and a thousand audit lines', async (t) => {
  const { ask, sandbox, app, audit } = await withGateway(t)
  const hold = sandbox.control.hold(PATH)
  const all = Promise.withResolvers<void>()
  let came = 0
  app.server.on('request', () => {
    came += 1
    if (came === HERD) all.resolve()
  })
  const answers = Array.from({ length: HERD }, async () => {
    const answer = await ask(PATH)
    return { status: answer.status, text: await answer.text() }
  })
  await all.promise
  hold.release()

  const bodies = new Set<string>()
  for (const { status, text } of await Promise.all(answers)) {
    assert.equal(status, 200)
    bodies.add(text)
  }
  assert.equal(bodies.size, 1)
  assert.equal(sandbox.control.calls(PATH).length, 1)
  assert.equal(audit().length, HERD)
})

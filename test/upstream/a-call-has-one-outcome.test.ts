// Whatever Vektis answers, or does not, is an outcome; nothing is thrown.

import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Outcome } from '../../src/domain/outcome.ts'
import { createAuthority } from '../../src/sandbox/certificates.ts'
import type { Fault } from '../../src/sandbox/faults.ts'
import { withSandbox } from '../support/sandbox.ts'
import { callerOf, PAD } from './parts.ts'

const perFault: Array<[Omit<Fault, 'path'>, Outcome]> = [
  [{ kind: 'status-401' }, { kind: 'refused', status: 401 }],
  [{ kind: 'status-429' }, { kind: 'limited' }],
  [{ kind: 'status-500' }, { kind: 'failed', reason: 'status', status: 500 }],
  [{ kind: 'status-503' }, { kind: 'failed', reason: 'status', status: 503 }],
  [{ kind: 'reset' }, { kind: 'failed', reason: 'reset' }],
  [{ kind: 'broken-json' }, { kind: 'failed', reason: 'invalid-json', status: 200 }],
  [{ kind: 'html' }, { kind: 'failed', reason: 'content-type', status: 200 }],
  [{ kind: 'wrong-content-type' }, { kind: 'failed', reason: 'content-type', status: 200 }],
  [{ kind: 'endless' }, { kind: 'failed', reason: 'too-large' }],
]

for (const [fault, outcome] of perFault) {
  it(`${fault.kind} is ${JSON.stringify(outcome)}`, async (t) => {
    const sandbox = await withSandbox(t)
    const call = callerOf(t, sandbox)
    sandbox.control.fault({ ...fault, times: 1 })
    assert.deepEqual(await call(PAD), outcome)
    // What went wrong with one call is over with it.
    assert.equal((await call(PAD)).kind, 'record')
  })
}

it('a document is the document; unknown is absent; a bad question is refused', async (t) => {
  const sandbox = await withSandbox(t)
  const call = callerOf(t, sandbox)
  let answers = 0
  const onAnswer = () => void (answers += 1)
  assert.deepEqual(await call(PAD, { onAnswer }), { kind: 'record', document: (await sandbox.get(PAD)).json() })
  assert.deepEqual(await call('/v2/zorgverleners/99999999', { onAnswer }), { kind: 'absent' })
  assert.deepEqual(await call('/v2/zorgverleners/mutaties/2001-01-01', { onAnswer }), { kind: 'refused', status: 400 })
  assert.equal(answers, 3)
})

it('429 says how long, when Vektis says it', async (t) => {
  const sandbox = await withSandbox(t)
  sandbox.control.settings.retryAfter = 7
  sandbox.control.fault({ kind: 'status-429' })
  assert.deepEqual(await callerOf(t, sandbox)(PAD), { kind: 'limited', retryAfterSeconds: 7 })
})

it('an abort by who asked is told as such', async (t) => {
  const sandbox = await withSandbox(t)
  const hold = sandbox.control.hold(PAD)
  const leaving = new AbortController()
  const outcome = callerOf(t, sandbox)(PAD, { signal: leaving.signal })
  await hold.arrived()
  leaving.abort()
  assert.deepEqual(await outcome, { kind: 'failed', reason: 'aborted' })
})

describe('what cannot be reached', () => {
  let foreign: string
  before(() => {
    foreign = createAuthority().caPem
  })

  it('a server of an authority that is not trusted: tls', async (t) => {
    const sandbox = await withSandbox(t)
    for (const ca of [foreign, null])
      assert.deepEqual(await callerOf(t, sandbox, { ca })(PAD), { kind: 'failed', reason: 'tls' })
    assert.equal(sandbox.control.counters().total, 0)
  })

  it('a server under another name: tls', async (t) => {
    const sandbox = await withSandbox(t)
    const origin = sandbox.url.replace('localhost', '127.0.0.2')
    const outcome = await callerOf(t, sandbox, { origin })(PAD)
    assert.equal(outcome.kind, 'failed')
    assert.equal(sandbox.control.counters().total, 0)
  })

  it('nobody there: connect', async (t) => {
    const sandbox = await withSandbox(t)
    const call = callerOf(t, sandbox)
    await sandbox.close()
    assert.deepEqual(await call(PAD), { kind: 'failed', reason: 'connect' })
  })

  it('a client certificate that Vektis does not take: tls', async (t) => {
    const sandbox = await withSandbox(t)
    const call = callerOf(t, sandbox, { pair: createAuthority().client() })
    assert.deepEqual(await call(PAD), { kind: 'failed', reason: 'tls' })
    assert.equal(sandbox.control.counters().total, 0)
  })
})

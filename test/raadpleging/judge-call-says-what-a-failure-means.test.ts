// What each way to fail says of Vektis: whether anything was sent, whether to try again, and what seems to be broken.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Judgement } from '../../src/dispatch/desk/judgement.ts'
import { NoPlace } from '../../src/dispatch/question.ts'
import { CallFailed, type Failure, NoLine } from '../../src/domain/outcome.ts'
import { foutVanAanroep, problemVan } from '../../src/raadpleging/fout.ts'
import { judgeCall } from '../../src/raadpleging/judge-call.ts'

const way = { sent: false, ill: 'way' } as const
const far = { sent: true, ill: 'far' } as const
const status = (status: number): Failure => ({ kind: 'failed', reason: 'status', status })

const calls: Array<[Failure, Judgement]> = [
  [
    { kind: 'failed', reason: 'reset' },
    { ...far, again: true },
  ],
  [status(500), { ...far, again: true }],
  [status(502), { ...far, again: true }],
  [status(503), { ...far, again: true }],
  [status(504), { ...far, again: true }],
  [status(501), { ...far, again: false }],
  [status(302), { ...far, again: false }],
  [
    { kind: 'failed', reason: 'timeout' },
    { ...far, again: false },
  ],
  [
    { kind: 'failed', reason: 'content-type', status: 200 },
    { ...far, again: false },
  ],
  [
    { kind: 'failed', reason: 'invalid-json', status: 200 },
    { ...far, again: false },
  ],
  [
    { kind: 'failed', reason: 'wrong-shape' },
    { ...far, again: false },
  ],
  [
    { kind: 'failed', reason: 'too-large' },
    { ...far, again: false },
  ],
  [
    { kind: 'failed', reason: 'connect' },
    { ...way, again: true },
  ],
  [
    { kind: 'failed', reason: 'tls' },
    { ...way, again: false },
  ],
  [
    { kind: 'failed', reason: 'not-sent' },
    { sent: false, again: true },
  ],
  [
    { kind: 'failed', reason: 'aborted' },
    { sent: true, again: false },
  ],
  [
    { kind: 'refused', status: 400 },
    { sent: true, again: false },
  ],
  [
    { kind: 'refused', status: 401 },
    { sent: true, again: false, ill: 'group' },
  ],
  [
    { kind: 'refused', status: 403 },
    { sent: true, again: false, ill: 'group' },
  ],
  [{ kind: 'limited' }, { sent: true, again: false, limited: {} }],
  [
    { kind: 'limited', retryAfterSeconds: 2.5 },
    { sent: true, again: false, limited: { afterMs: 2500 } },
  ],
]

describe('a failure', () => {
  for (const [outcome, judgement] of calls)
    it(`of a call is judged: ${JSON.stringify(outcome)}`, () => {
      const problem = problemVan(foutVanAanroep(outcome), new CallFailed(outcome))
      assert.deepEqual(judgeCall(problem), judgement)
    })

  it('to connect never reached Vektis', () => {
    assert.deepEqual(judgeCall(new NoLine('connect')), { ...way, again: true })
    assert.deepEqual(judgeCall(new NoLine('tls')), { ...way, again: false })
  })

  it('of a call that may be made once is not made again, unless nothing was sent', () => {
    const judged = (outcome: Failure) => judgeCall(problemVan({ code: 'vektis-faalt' }, new CallFailed(outcome, true)))
    assert.deepEqual(judged(status(500)), { ...far, again: false })
    assert.deepEqual(judged({ kind: 'failed', reason: 'not-sent' }), { sent: false, again: true })
  })

  it('that was known before any call was made cost nothing, and says nothing of Vektis', () => {
    assert.deepEqual(judgeCall(problemVan({ code: 'vektis-faalt' })), { sent: false, again: false })
  })

  it('of our own making counts as sent, for who knows', () => {
    for (const defect of [new TypeError('x'), new NoPlace(1), 'x', undefined])
      assert.deepEqual(judgeCall(defect), { sent: true, again: false })
  })
})

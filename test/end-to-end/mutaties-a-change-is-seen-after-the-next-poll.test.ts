// What the feed names is fetched anew, and until then nobody is told that the old answer is current.

import assert from 'node:assert/strict'
import test from 'node:test'
import { eventually } from '../support/eventually.ts'
import { withGateway } from '../support/gateway.ts'

const CODE = '03000001'
const PATH = `/v2/zorgverleners/${CODE}`
const env = { MUTATION_POLL_SECONDS: '1' }

const naam = async (answer: Response) => ((await answer.json()) as { Achternaam: string }).Achternaam

test('a change is seen after the next poll, without anybody waiting for it', async (t) => {
  const { ask, sandbox } = await withGateway(t, { env })
  await ask(PATH)
  sandbox.control.mutate({ kind: 'change', agbcode: CODE, set: { Achternaam: 'Anders' } })
  const seen = await eventually('the new name, from what is held', async () => {
    const answer = await ask(PATH)
    return answer.headers.get('cache-status') === 'agb-gateway; hit' && (await naam(answer)) === 'Anders'
      ? answer
      : undefined
  })
  assert.equal(seen.headers.get('agb-onbewezen'), null)
  assert.equal(sandbox.control.calls(PATH).length >= 2, true)
})

test('each poll proves what it does not name once more', async (t) => {
  const { ask } = await withGateway(t, { env })
  const first = await ask(PATH)
  const fetched = first.headers.get('agb-opgehaald-op') ?? ''
  assert.ok((first.headers.get('agb-actueel-op') ?? '') >= fetched)
  const later = await eventually('a later proof of the same copy', async () => {
    const answer = await ask(PATH)
    return (answer.headers.get('agb-actueel-op') ?? '') > fetched ? answer : undefined
  })
  assert.equal(later.headers.get('agb-opgehaald-op'), fetched)
})

test('a list that a caller reads is applied before it leaves', async (t) => {
  const { ask, sandbox } = await withGateway(t)
  await ask(PATH)
  sandbox.control.mutate({ kind: 'change', agbcode: CODE, set: { Achternaam: 'Anders' } })
  const list = await ask(`/v2/zorgverleners/mutaties/${sandbox.control.register.vandaag()}`)
  assert.match(await list.text(), new RegExp(CODE))
  assert.equal(await naam(await ask(PATH)), 'Anders')
})

test('a change that cannot be fetched leaves the old copy, flagged, and erases nothing', async (t) => {
  const { ask, sandbox } = await withGateway(t)
  const before = await naam(await ask(PATH))
  for (const kind of ['status-500', 'reset', 'html', 'broken-json'] as const)
    sandbox.control.fault({ kind, path: PATH })
  sandbox.control.mutate({ kind: 'change', agbcode: CODE, set: { Achternaam: 'Anders' } })
  await ask(`/v2/zorgverleners/mutaties/${sandbox.control.register.vandaag()}`)
  const old = await ask(PATH)
  assert.deepEqual([old.status, old.headers.get('agb-onbewezen')], [200, 'mutatie-gemeld'])
  assert.equal(await naam(old), before)
  sandbox.control.clear()
  await eventually('the new name once Vektis works', async () =>
    (await naam(await ask(PATH))) === 'Anders' ? true : undefined,
  )
})

test('ten applications that poll cost one call', async (t) => {
  const { ask, sandbox } = await withGateway(t)
  const path = `/v2/zorgverleners/mutaties/${sandbox.control.register.vandaag()}`
  const compact = path.replaceAll('-', '')
  const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => ask(n % 2 === 0 ? path : compact)))
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
  assert.equal((await ask(path)).headers.get('cache-status'), 'agb-gateway; hit')
  assert.equal(sandbox.control.counters().total, 1)
})

test('a list is kept though it names what changed', async (t) => {
  const { ask, sandbox } = await withGateway(t)
  await ask(PATH)
  sandbox.control.mutate({ kind: 'touch', agbcode: CODE })
  const path = `/v2/zorgverleners/mutaties/${sandbox.control.register.vandaag()}`
  await ask(path)
  const again = await ask(path)
  assert.equal(again.headers.get('cache-status'), 'agb-gateway; hit')
  assert.equal(again.headers.get('agb-actueel-op'), again.headers.get('agb-opgehaald-op'))
})

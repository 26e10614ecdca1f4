// A caller's list of changed codes that looks weeks back names what changed long ago: a poll tells what changed of late.

import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { withGateway } from '../support/gateway.ts'

const CODE = '03000001'
const PATH = `/v2/zorgverleners/${CODE}`
const FEED = '/v2/zorgpartijen/mutaties/'
const DAY = 86_400_000

async function stage(t: TestContext) {
  const gateway = await withGateway(t)
  const { control } = gateway.sandbox
  const since = (days: number) => new Date(Date.now() - days * DAY).toISOString().slice(0, 10)
  const party = control.register.find(CODE)
  assert.ok(party)
  const naam = async () => ((await (await gateway.ask(PATH)).json()) as { Achternaam: string }).Achternaam
  return { ...gateway, control, party, since, naam }
}

test('what changed before it was fetched stays current', async (t) => {
  const { ask, control, party, since } = await stage(t)
  control.register.feed.append(party, Date.now() - 10 * DAY)
  await ask(PATH)
  const list = await ask(`/v2/zorgverleners/mutaties/${since(20)}`)
  assert.match(await list.text(), new RegExp(CODE))
  const answer = await ask(PATH)
  assert.deepEqual(
    [answer.headers.get('cache-status'), answer.headers.get('agb-onbewezen')],
    ['agb-gateway; hit', null],
  )
  assert.equal(control.calls(PATH).length, 1)
})

test('what changed of late is told before the list leaves', async (t) => {
  const { ask, control, naam, since } = await stage(t)
  await ask(PATH)
  control.mutate({ kind: 'change', agbcode: CODE, set: { Achternaam: 'Anders' } })
  const list = await ask(`/v2/zorgverleners/mutaties/${since(20)}`)
  assert.match(await list.text(), new RegExp(CODE))
  assert.equal(await naam(), 'Anders')
})

test('many at once do not wait for one another', async (t) => {
  const { ask, control, since } = await stage(t)
  const paths = Array.from({ length: 25 }, (_, days) => `${FEED}${since(days + 3)}`)
  const answers = await Promise.all(paths.map((path) => ask(path)))
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
  // Each list once, and few polls: those who wait share them.
  assert.ok(control.calls(FEED).length < 2 * paths.length, `${control.calls(FEED).length} calls`)
})

test('it is not kept, and not given when no poll can follow it', async (t) => {
  const { ask, control, since } = await stage(t)
  const path = `/v2/zorgverleners/mutaties/${since(20)}`
  assert.match((await ask(path)).headers.get('cache-status') ?? '', /fwd=miss/)
  control.fault({ kind: 'status-500', path: FEED })
  const refused = await ask(path)
  assert.deepEqual([refused.status, control.calls(path).length], [503, 2])
  assert.ok(Number(refused.headers.get('retry-after')) >= 1)
})

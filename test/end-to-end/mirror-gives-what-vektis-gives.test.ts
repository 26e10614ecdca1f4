// A caller who may see everything gets from every path of the mirror what Vektis itself would have said.

import assert from 'node:assert/strict'
import test from 'node:test'
import { withGateway } from '../support/gateway.ts'
import { problemOf } from './support/problem.ts'
import { questions } from './support/questions.ts'

test('every path of the mirror answers as Vektis does', async (t) => {
  const { ask, sandbox } = await withGateway(t)
  const { control, get } = sandbox
  for (const { actief = [] } of Object.values(control.sample()))
    for (const agbcode of actief) control.mutate({ kind: 'touch', agbcode })

  const seen = new Map<string, Set<number>>()
  const bodies: string[] = []
  for (const { bevraging, path } of questions(sandbox)) {
    const [direct, mirrored] = await Promise.all([get(path), ask(path)])
    assert.equal(mirrored.status, direct.status, path)
    if (direct.status === 200) {
      assert.deepEqual(await mirrored.json(), direct.json(), path)
      assert.equal(mirrored.headers.get('agb-weggelaten'), null)
      bodies.push(direct.text)
    } else await problemOf(mirrored, 404, 'niet-gevonden')
    seen.set(bevraging.id, (seen.get(bevraging.id) ?? new Set()).add(direct.status))
  }

  // What the comparison is worth: every path gave something, and every odd shape of Vektis was among it.
  for (const [id, statuses] of seen) assert.ok(statuses.has(200), `${id} never answered`)
  for (const oddity of [
    /"Einde":"2/,
    /"Einde":null/,
    /"Postcode":"\d{4}[A-Z]{2} +"/,
    /:\[\]/,
    /"AcademischeTitel":null/,
  ])
    assert.ok(
      bodies.some((body) => oddity.test(body)),
      `no answer with ${oddity}`,
    )
  assert.ok([...seen.values()].some((statuses) => statuses.has(404)))
})

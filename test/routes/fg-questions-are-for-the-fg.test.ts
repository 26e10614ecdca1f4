// Who has not the role fg learns nothing; every question, answered or refused, has a line of its own.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPseudonymKeys } from '../../src/audit/pseudonym.ts'
import { PSEUDONYM_KEY, withGateway } from '../support/gateway.ts'
import { problemOf } from '../end-to-end/support/problem.ts'
import { askFg, documents, FG, questions } from './fg-parts.ts'

const pseudonym = readPseudonymKeys(`k1:${PSEUDONYM_KEY}`).pseudonym('03000001')
const bodyOf = (question: string) => (question === 'inzage' ? '{"agbcode":"03000001","intern":true}' : '{}')

test('without the role 403, without a key 401, with it 200: each known caller with one line', async (t) => {
  const gateway = await withGateway(t)
  for (const question of questions) {
    const body = bodyOf(question)
    await problemOf(await askFg(gateway, question, { key: 'sleutel-alles', body }), 403, 'rol-ontbreekt')
    await problemOf(await askFg(gateway, question, { key: '', body }), 401, 'onbekende-afnemer')
    const answer = await askFg(gateway, question, { body })
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    assert.match(answer.headers.get('api-version') ?? '', /^\d+\.\d+\.\d+$/)
    const lines = gateway.audit().splice(-2)
    assert.deepEqual(
      lines.map(({ afnemer, handeling, besluit, status }) => [afnemer, handeling, besluit, status]),
      [
        ['alles', `fg-${question}`, 'geweigerd', 403],
        ['leeg', `fg-${question}`, 'toegestaan', 200],
      ],
    )
    for (const { betrokkenen, bijzonderheden } of lines) {
      assert.deepEqual(betrokkenen, question === 'inzage' ? [pseudonym] : [])
      const { van, tot, intern } = bijzonderheden as { van: string; tot: string; intern: boolean }
      assert.equal(Date.parse(tot) - Date.parse(van), 31 * 86_400_000)
      assert.equal(intern, question === 'inzage')
    }
  }
  assert.equal(gateway.audit().length, 2 * questions.length)
  assert.doesNotMatch(JSON.stringify(gateway.audit()) + gateway.log(), /03000001/)
})

test('the documents too, as JSON and as Markdown', async (t) => {
  const gateway = await withGateway(t)
  for (const document of documents) {
    const path = `/gateway/v1/fg/${document}`
    await problemOf(await gateway.ask(path), 403, 'rol-ontbreekt')
    await problemOf(await gateway.ask(path, { key: '' }), 401, 'onbekende-afnemer')
    const json = await gateway.ask(path, { key: FG })
    assert.match(json.headers.get('content-type') ?? '', /^application\/json/)
    assert.equal(((await json.json()) as { policy: string }).policy, gateway.audit().at(-1)?.['policy'])
    const markdown = await gateway.ask(path, { key: FG, headers: { accept: 'application/json;q=0.5, text/markdown' } })
    assert.match(markdown.headers.get('content-type') ?? '', /^text\/markdown; charset=utf-8/)
    assert.equal(markdown.headers.get('vary'), 'Accept')
    assert.match(await markdown.text(), /^# [\s\S]*Testziekenhuis/)
    await problemOf(await gateway.ask(path, { key: FG, headers: { accept: 'text/html' } }), 406, 'niet-acceptabel')
    assert.deepEqual(
      gateway
        .audit()
        .slice(-4)
        .map(({ handeling, status }) => [handeling, status]),
      [403, 200, 200, 406].map((status) => [`fg-${document}`, status]),
    )
  }
})

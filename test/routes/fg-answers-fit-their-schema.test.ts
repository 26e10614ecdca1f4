// What the document promises of the FG's endpoints is what they give.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { withGateway } from '../support/gateway.ts'
import { askFg, documents, FG, questions } from './fg-parts.ts'

type Json = Record<string, unknown>

/** Everything that is promised must be there, and nothing else may. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const inside = Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, closed(part)]))
  return 'properties' in inside ? { ...inside, additionalProperties: false } : inside
}

test('each answer fits, closed, the schema that its path names', async (t) => {
  const gateway = await withGateway(t)
  for (const path of [
    '/v2/zorgverleners/03000001',
    '/v2/zorgverleners/99999999',
    '/v2/zorgverleners/03000001/relaties',
  ])
    await gateway.ask(path, { headers: { 'x-gebruiker': 'jan' } })
  await gateway.ask('/v2/vestigingen/04000001', { key: 'sleutel-smal' })

  const document = (await (await fetch(`${gateway.url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { responses: Record<string, { content: Record<string, { schema: Json }> }> }>>
    components: { schemas: Record<string, Json> }
  }
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  for (const name of [...questions, ...documents]) {
    const isQuestion = questions.some((question) => question === name)
    const body = name === 'inzage' ? '{"agbcode":"03000001","intern":true}' : '{}'
    const path = `/gateway/v1/fg/${name}`
    const answer = await (isQuestion ? askFg(gateway, name, { body }) : gateway.ask(path, { key: FG }))
    const operation = document.paths[path]?.[isQuestion ? 'post' : 'get']
    const ref = String(operation?.responses['200']?.content['application/json']?.schema['$ref'])
    const schema = closed(document.components.schemas[ref.split('/').at(-1) ?? ''])
    const validate = ajv.compile(schema as Json)
    assert.ok(validate(await answer.json()), `${name}: ${JSON.stringify(validate.errors)}`)
  }
})

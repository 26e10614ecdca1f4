// Every path of the catalogue, for parties in every state, answers what the domain's schemas promise.

import assert from 'node:assert/strict'
import test from 'node:test'
import addFormats from 'ajv-formats'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { antwoorden } from '../../src/domain/antwoorden.ts'
import { type Bevraging, catalogus } from '../../src/domain/catalogus.ts'
import { partijtypen } from '../../src/domain/partijtype.ts'
import { withSandbox } from '../support/sandbox.ts'

const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/

test('every answer fits its schema', async (t) => {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addFormat('local-date-time', LOCAL)
  const { control, get } = await withSandbox(t)
  const vandaag = control.register.vandaag()
  const codes = Object.values(control.sample()).flatMap((states) => Object.values(states).flat())
  control.mutate({ kind: 'touch', agbcode: '03000001' })

  const checks = new Map(
    Object.entries(antwoorden).map(([soort, schema]) => [soort, ajv.compile(closed(schema as unknown as Schema))]),
  )
  const fill = ({ pad }: Bevraging, agbcode: string) =>
    pad
      .replace('{agbcode}', agbcode)
      .replace('{peildatum}', '2020-06-01')
      .replace('{vanaf}', vandaag)
      .replace('{zorgsoort}', '03')
      .replace('{number}', '7')

  for (const bevraging of catalogus) {
    const wie = bevraging.padparameters.includes('agbcode') ? codes : ['']
    const query = bevraging.queryparameters.length > 0 ? '?paginanummer=1&aantal=500' : ''
    let given = 0
    for (const agbcode of wie) {
      const { status, json } = await get(fill(bevraging, agbcode) + query)
      if (status === 404 && agbcode) continue
      assert.equal(status, 200, bevraging.id)
      given += 1
      const check = checks.get(bevraging.antwoord)!
      assert.ok(check(json()), `${bevraging.id}: ${ajv.errorsText(check.errors)}`)
    }
    assert.ok(given > 0, `${bevraging.id} never gave an answer`)
  }
  assert.deepEqual(Object.keys(control.sample()), [...partijtypen])
})

interface Schema {
  properties?: Record<string, Schema>
  items?: Schema
}

/** The schema with no room for anything it does not name, at any depth: an extra property is a fault here. */
function closed(schema: Schema): Schema {
  const { properties, items } = schema
  if (items) return { ...schema, items: closed(items) }
  if (!properties) return schema
  const names = Object.keys(properties)
  const inner = Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, closed(each)]))
  return { ...schema, properties: inner, required: names, additionalProperties: false } as Schema
}

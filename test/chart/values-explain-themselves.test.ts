// values.yaml is short, says of every value what it is for, and is all that the schema knows.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import { chart } from './support/helm.ts'

const text = await readFile(`${chart}/values.yaml`, 'utf8')
const lines = text.split('\n')

test('a comment stands above every value, but for groups whose own values have theirs', () => {
  const lineCounter = new LineCounter()
  const bare: string[] = []
  visit(parseDocument(text, { lineCounter }), {
    Map: (_, { flow }) => (flow ? visit.SKIP : undefined),
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || !key.range) return
      const above = lines[lineCounter.linePos(key.range[0]).line - 2] ?? ''
      const group = isMap(value) && !value.flow
      const grouped = group && value.items.every(({ key: inner }) => isScalar(inner) && inner.range)
      if (!above.trim().startsWith('#') && !grouped) bare.push(String(key.value))
    },
  })
  // The line above its first value is `resources:`, which carries the comment for both.
  assert.deepEqual(bare, ['requests', 'limits'])
})

test('it is at most 150 lines', () => {
  assert.ok(lines.length - 1 <= 150, `${lines.length - 1} lines`)
})

test('every value of the schema stands in it, save settings left at their default', async () => {
  type Node = { properties?: Record<string, Node>; $ref?: string }
  const schema = JSON.parse(await readFile(`${chart}/values.schema.json`, 'utf8')) as Node
  const missing: string[] = []
  const compare = (node: Node, value: unknown, path: string): void => {
    for (const [key, inner] of Object.entries(node.properties ?? {})) {
      const here = (value as Record<string, unknown> | undefined)?.[key]
      if (here === undefined) missing.push(`${path}${key}`)
      else compare(inner, here, `${path}${key}.`)
    }
  }
  compare(schema, parseDocument(text).toJS(), '')
  assert.deepEqual(
    missing.filter((path) => !path.startsWith('config.')),
    ['global'],
  )
})

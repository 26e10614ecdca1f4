// The example that people copy reads without a fault, and every property of the format is explained.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import { categorieen } from '../../src/domain/categorie.ts'
import { writeFault } from '../../src/policy/fault.ts'
import { readPolicy } from '../../src/policy/read-policy.ts'
import { validPolicy } from './valid.ts'

const docs = (name: string) => readFile(new URL(`../../docs/${name}`, import.meta.url))
const example = await docs('voorbeeld-policy.yaml')

test('the example has five doelen, no fault and no warning', () => {
  const lezing = readPolicy(example, 'voorbeeld-policy.yaml', Date.parse('2026-11-22T12:00:00Z'))
  if ('faults' in lezing) assert.fail(lezing.faults.map(writeFault).join('\n'))
  assert.deepEqual(lezing.waarschuwingen.map(writeFault), [])
  assert.equal(lezing.policy.doelen.size, 5)
  assert.equal(lezing.policy.afnemers.size, 5)
})

test('every hash in the example is that of the words behind it, so of no key', () => {
  const lines = example
    .toString()
    .split('\n')
    .filter((line) => line.includes('"sha256:'))
  assert.equal(lines.length, 4)
  for (const line of lines) {
    const [, hash, words = ''] = /"sha256:(\w+)"\] # (nep [a-z-]+)$/.exec(line) ?? []
    assert.equal(hash, createHash('sha256').update(words).digest('hex'))
  }
})

/** Paths of all properties that the valid policy uses, its own names as `<id>`. */
function propertiesOf(node: unknown, path: string): string[] {
  if (isSeq(node)) return propertiesOf(node.items[0], path)
  if (!isMap(node) || path.endsWith('categorieen') || path.endsWith('tokens')) return [path]
  return node.items.flatMap(({ key, value }) => {
    const own = path === 'doelen' || path === 'afnemers'
    const name = own ? '<id>' : isScalar(key) ? String(key.value) : ''
    return propertiesOf(value, path ? `${path}.${name}` : name)
  })
}

test('the table names every property and every category', async () => {
  const text = (await docs('policy.md')).toString()
  const properties = new Set(propertiesOf(parseDocument(validPolicy).contents, ''))
  assert.ok(properties.size > 20)
  for (const property of properties) assert.ok(text.includes(`| \`${property}\` |`), property)
  for (const categorie of Object.keys(categorieen)) assert.ok(text.includes(`\`${categorie}\``), categorie)
})

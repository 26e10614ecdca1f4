// Whatever becomes of a valid policy: it reads, or it is refused with faults that point inside the file.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { parse } from 'yaml'
import { readPolicy } from '../../src/policy/read-policy.ts'
import { fakeHash, validPolicy } from './valid.ts'

function readsOrPointsInside(text: string): boolean {
  const lezing = readPolicy(Buffer.from(text), 'p.yaml', 0)
  const findings = 'faults' in lezing ? lezing.faults : lezing.waarschuwingen
  if ('faults' in lezing) assert.ok(lezing.faults.length > 0, 'refused without a fault')
  const lines = text.split(/\r\n|\r|\n/)
  for (const { file, line, column, melding } of findings) {
    assert.equal(file, 'p.yaml')
    assert.ok(line >= 1 && line <= lines.length, `line ${line} of ${lines.length}`)
    // Columns count UTF-16 units; a line may end just behind its last one, and \r belongs to the line.
    assert.ok(column >= 1 && column <= Math.max(...lines.map((l) => l.length)) + 2, `column ${column}`)
    assert.ok(melding.length > 0)
  }
  return 'faults' in lezing
}

const signs = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ':',
    ': ',
    '- ',
    '\n',
    '\t',
    '"',
    "'",
    '&a',
    '*a',
    '!',
    '|',
    '>',
    '%',
    '?',
    '#',
    '<<: ',
    '---\n',
    '\u0000',
    '0',
    'null',
    '~',
    '__proto__: 1\n',
  ),
)

test('passages cut out and strange signs put in', () => {
  let refused = 0
  const edit = fc.record({ at: fc.nat(validPolicy.length), cut: fc.nat(12), put: signs })
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      const text = edits.reduce((now, { at, cut, put }) => now.slice(0, at) + put + now.slice(at + cut), validPolicy)
      if (readsOrPointsInside(text)) refused += 1
    }),
    { numRuns: 400 },
  )
  assert.ok(refused > 100, 'the mutations hardly break anything')
})

type Path = readonly string[]
type Json = Record<string, unknown>

const pathsOf = (value: unknown, path: Path = []): Path[] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([name, part]) => pathsOf(part, [...path, name]))]
    : [path]

/** The tree with the value at `path` replaced, or renamed when `name` is given. */
function change(tree: unknown, [head, ...rest]: Path, value: unknown, name?: string): unknown {
  if (head === undefined) return value
  const next = (part: unknown) => change(part, rest, value, name)
  if (Array.isArray(tree)) return tree.map((part, index) => (String(index) === head ? next(part) : part))
  const entries = Object.entries(tree as Json).map(([key, part]) => {
    if (key !== head) return [key, part]
    return name !== undefined && rest.length === 0 ? [name, part] : [key, next(part)]
  })
  return Object.fromEntries(entries)
}

const tree = parse(validPolicy) as Json
const paths = fc.constantFrom(...pathsOf(tree))
const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('', ' ', -1, 0, '2027-02-30', fakeHash('zis 1'), 'declaratie', 'constructor', null, [], {}),
)

test('any value replaced by any other, as JSON', () => {
  fc.assert(
    fc.property(paths, strange, (path, value) => {
      readsOrPointsInside(JSON.stringify(change(tree, path, value), null, 1) ?? '')
    }),
    { numRuns: 400 },
  )
})

test('any name replaced by any other', () => {
  const names = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString', '', '<<', 'naam', '0'))
  fc.assert(
    fc.property(paths, names, (path, name) => {
      readsOrPointsInside(JSON.stringify(change(tree, path, tree, name)))
    }),
    { numRuns: 300 },
  )
})

test('any bytes at all', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      assert.ok('faults' in readPolicy(bytes, 'p.yaml'))
    }),
    { numRuns: 300 },
  )
})

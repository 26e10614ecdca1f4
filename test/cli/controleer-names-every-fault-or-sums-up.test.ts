// `controleer` says what the gateway would do with a policy file.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { controleer } from '../../src/cli/controleer.ts'
import { validPolicy } from '../policy/valid.ts'
import { createFakeIo } from './fake-io.ts'

test('a policy without faults is summed up', async () => {
  const io = createFakeIo({ 'policy.yaml': validPolicy })
  assert.equal(await controleer(['policy.yaml'], io), 0)
  const { out, err } = io.written()
  assert.match(out, /^policy\.yaml: geen fouten, 0 waarschuwingen\.\n/)
  assert.match(out, /2 doelen: declaratie@3, crediteuren@1\n/)
  assert.match(out, /2 afnemers: zis, erp\n/)
  assert.match(out, /toegang met 3 sleutels, 1 certificaat, 1 token\n/)
  assert.match(out, /hash [0-9a-f]{64}\n$/)
  assert.equal(err, '')
})

test('warnings are printed and do not fail', async () => {
  const io = createFakeIo({ p: validPolicy.replace('2028-01-31', '2026-12-01') })
  assert.equal(await controleer(['p'], io), 0)
  assert.match(
    io.written().out,
    /^waarschuwing: p:15:16 doelen\.declaratie\.geldigTot: het doel verloopt binnen 10 dagen/,
  )
  assert.match(io.written().out, /p: geen fouten, 1 waarschuwing\.\n/)
})

test('every fault is a line, and the exit code is 1', async () => {
  const io = createFakeIo({ p: validPolicy.replace('avg-6-1-c', 'avg').replace('limiet: 100', 'limiet: 0') })
  assert.equal(await controleer(['p'], io), 1)
  const lines = io.written().out.trimEnd().split('\n')
  assert.match(lines[0] ?? '', /^p:7:16 doelen\.declaratie\.grondslag: /)
  assert.match(lines[1] ?? '', /^p:36:13 afnemers\.zis\.limiet: /)
  assert.deepEqual(lines.slice(2), ['p: 2 fouten; deze policy wordt geweigerd.'])
})

test('a file that cannot be read is no fault of the policy', async () => {
  const io = createFakeIo()
  assert.equal(await controleer(['weg.yaml'], io), 2)
  assert.deepEqual(io.written(), { out: '', err: 'Kan weg.yaml niet lezen (ENOENT).\n' })
})

test('no file, two files and unknown flags give the usage', async () => {
  for (const args of [[], ['a', 'b'], ['p', '--json'], ['--', 'a', 'b']]) {
    const io = createFakeIo({ p: validPolicy })
    assert.equal(await controleer(args, io), 2)
    assert.deepEqual(io.written(), { out: '', err: 'Gebruik: agb-gateway controleer POLICY\n' })
  }
})

// A broken policy is refused with all its faults together, each with line, column, path and a next step.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { writeFault } from '../../src/policy/fault.ts'
import { readPolicy } from '../../src/policy/read-policy.ts'
import { breakPolicy } from './broken.ts'
import { afnemer } from './broken-afnemer.ts'
import { bestand } from './broken-bestand.ts'
import { doel } from './broken-doel.ts'
import { termijn } from './broken-termijn.ts'
import { top } from './broken-top.ts'

const faultsOf = (bytes: Uint8Array): string[] => {
  const lezing = readPolicy(bytes, 'p.yaml')
  return 'faults' in lezing ? lezing.faults.map(writeFault) : []
}

for (const [group, corpus] of Object.entries({ bestand, top, doel, termijn, afnemer })) {
  suite(group, () => {
    for (const broken of corpus) {
      const [name, , , faults] = broken
      test(name, () => {
        assert.deepEqual(
          faultsOf(Buffer.from(breakPolicy(broken))),
          faults.map((fault) => `p.yaml:${fault}`),
        )
      })
    }
  })
}

test('faults far apart come in one answer, in the order of the file', () => {
  const text = breakPolicy(['', 'avg-6-1-c', 'avg-9', []])
    .replace('fg: fg@test.example', 'fg: ""')
    .replace('limiet: 100', 'limiet: 0')
  assert.deepEqual(
    faultsOf(Buffer.from(text)).map((fault) => fault.split(' ')[0]),
    ['p.yaml:2:59', 'p.yaml:7:16', 'p.yaml:36:13'],
  )
})

test('an empty file, a bare word and a list are no policy', () => {
  for (const text of ['', '# alleen commentaar\n', 'policy', '- versie: 1', '*anker']) {
    assert.match(faultsOf(Buffer.from(text)).join('\n'), /^p\.yaml:\d+:\d+ \S/)
  }
})

test('bytes that are not UTF-8 are refused', () => {
  assert.deepEqual(faultsOf(Uint8Array.of(0x76, 0xff, 0xfe)), [
    'p.yaml:1:1 het bestand is geen geldige UTF-8; sla het op als UTF-8',
  ])
})

test('a file above 1 MiB is refused unread', () => {
  assert.deepEqual(faultsOf(Buffer.alloc(1_048_577, '#')), [
    'p.yaml:1:1 het bestand is groter dan 1 MiB; zet er alleen de policy in',
  ])
})

test('brackets without end are a fault, not a stack overflow', () => {
  assert.match(faultsOf(Buffer.from('['.repeat(50_000))).join('\n'), /^p\.yaml:1:\d+ de opmaak is te diep genest/)
})

// The questions of a running gateway: over all files of the pattern, one at a time, and 409 where there is nothing to read.

import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readPseudonymKeys } from '../../src/audit/pseudonym.ts'
import type { Problem } from '../../src/errors.ts'
import type { Invoer } from '../../src/fg/invoer.ts'
import { createVragen, type VragenParts } from '../../src/fg/vragen.ts'
import { makeDirectory } from '../audit/parts.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { chain, MOMENT, writeLines } from './files.ts'

const pseudonyms = readPseudonymKeys('a1'.repeat(32))
const clock = createFakeClock(MOMENT)
const nobody = () => assert.fail('this question needs no policy')
const signal = new AbortController().signal
const invoer = (rest: Partial<Invoer> = {}): Invoer => ({
  periode: { van: MOMENT - 1000, tot: MOMENT + 60_000 },
  agbcode: undefined,
  intern: false,
  rijen: 10,
  afnemer: undefined,
  ...rest,
})
const make = (parts: Pick<VragenParts, 'pattern'>) => createVragen({ policy: nobody, pseudonyms, clock, ...parts })
const unreadable = {
  code: 'audit-niet-leesbaar',
  status: 409,
  detail: /opdracht: agb-gateway weigeringen; docs\/fg\.md/,
}

test('all files of all replicas count, rotated ones too', async (t) => {
  const directory = await makeDirectory(t)
  for (const name of ['een.jsonl', 'een.20261122T120000Z.jsonl', 'twee.jsonl'])
    writeFileSync(join(directory, name), chain([{ besluit: 'geweigerd' }], name))
  const overzicht = await make({ pattern: join(directory, '{replica}.jsonl') })('weigeringen', invoer(), signal)
  assert.deepEqual(
    { totaal: 0, ...overzicht },
    {
      ...overzicht,
      van: '2026-11-22T11:59:59.000Z',
      tot: '2026-11-22T12:01:00.000Z',
      bestanden: 3,
      onleesbaar: { aantal: 0, plaatsen: [] },
      totaal: 3,
    },
  )
})

test('a file that was rotated away before the period is not opened', async (t) => {
  const directory = await makeDirectory(t)
  writeLines(join(directory, 'audit.20261122T115957Z.jsonl'), ['een'])
  writeLines(join(directory, 'audit.20261122T115958Z.jsonl'), ['twee'])
  writeLines(join(directory, 'audit.jsonl'), ['drie'])
  const vraag = make({ pattern: join(directory, 'audit.jsonl') })
  const { bestanden } = await vraag('weigeringen', invoer({ periode: { van: MOMENT - 1001, tot: MOMENT } }), signal)
  assert.equal(bestanden, 2)
})

test('a second question at the same time is refused, a later one is not', async (t) => {
  const directory = await makeDirectory(t)
  writeLines(join(directory, 'audit.jsonl'), ['een'])
  const vraag = make({ pattern: join(directory, 'audit.jsonl') })
  const first = vraag('weigeringen', invoer(), signal)
  await assert.rejects(vraag('weigeringen', invoer(), signal), (problem: Problem) => {
    assert.equal(problem.code, 'fg-bezet')
    assert.equal(problem.status, 503)
    assert.match(problem.headers['Retry-After'] ?? '', /^\d+$/)
    return true
  })
  await first
  await vraag('weigeringen', invoer(), signal)
})

test('standard output, no file, no directory, and what is no file are 409 with the command', async (t) => {
  const directory = await makeDirectory(t)
  mkdirSync(join(directory, 'map.jsonl'))
  const patterns = [
    undefined,
    join(directory, 'weg', 'audit.jsonl'),
    join(directory, 'audit.jsonl'),
    join(directory, 'map.jsonl'),
  ]
  for (const pattern of patterns) {
    const vraag = make({ pattern })
    await assert.rejects(vraag('weigeringen', invoer(), signal), (problem: Problem) => {
      assert.deepEqual([problem.code, problem.status], [unreadable.code, unreadable.status])
      assert.match(problem.detail, unreadable.detail)
      return true
    })
    // And it is not busy afterwards.
    await assert.rejects(vraag('weigeringen', invoer(), signal), { code: unreadable.code })
  }
})

test('an answer that would be too large is refused with what to change', async (t) => {
  const directory = await makeDirectory(t)
  const agbcode = '03000001'
  const line = { betrokkenen: [pseudonyms.pseudonym(agbcode)] }
  writeFileSync(join(directory, 'audit.jsonl'), chain(Array.from({ length: 10_001 }, () => line)))
  const vraag = make({ pattern: join(directory, 'audit.jsonl') })
  const lang = { van: MOMENT, tot: MOMENT + 86_400_000 }
  await assert.rejects(vraag('inzage', invoer({ agbcode, periode: lang }), signal), (problem: Problem) => {
    assert.deepEqual([problem.status, problem.code], [400, 'ongeldige-vraag'])
    assert.deepEqual(problem.fouten, [{ in: 'body', naam: 'van', melding: 'kies een kortere periode' }])
    return true
  })
  const korter = { van: MOMENT + 1000, tot: MOMENT + 86_400_000 }
  assert.ok(await vraag('inzage', invoer({ agbcode, periode: korter }), signal))
})

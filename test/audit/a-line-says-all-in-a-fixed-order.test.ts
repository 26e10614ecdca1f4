// A line has every property of the contract in its fixed order, and a hash that anyone can recompute.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Regel } from '../../src/domain/regel.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { makeDirectory, makeRegel, openAudit } from './parts.ts'

const names = (
  'tijdstip verzoekId traceId spanId afnemer gebruiker doel grondslag handeling betrokkenen uitgeleverd weggelaten ' +
  'herkomst besluit reden status policy bijzonderheden keten volgnummer vorige hash'
).split(' ')

test('a line says all of it, in a fixed order, and nothing else', async (t) => {
  const path = join(await makeDirectory(t), 'audit.jsonl')
  const audit = await openAudit(path, { clock: createFakeClock(Date.parse('2026-11-22T12:00:00Z')), keten: 'k' })
  const regel = { geboortedatum: '1970-01-01', ...makeRegel({ gebruiker: 'Zoë "\n' }) } as Regel
  await audit.schrijf(regel)
  await audit.close()

  const text = await readFile(path, 'utf8')
  assert.equal(text.at(-1), '\n')
  const line = JSON.parse(text) as Record<string, unknown>
  assert.deepEqual(Object.keys(line), names)
  assert.equal(line['tijdstip'], '2026-11-22T12:00:00.000Z')
  assert.equal(line['gebruiker'], 'Zoë "\n')
  assert.equal(line['keten'], 'k')
  assert.equal(line['volgnummer'], 1)
  assert.equal(line['vorige'], null)
  const hashed = text.slice(0, text.lastIndexOf(',"hash":"'))
  assert.equal(line['hash'], createHash('sha256').update(hashed).digest('hex'))
})

test('a line is as it was when it was handed over, whatever happens to the object afterwards', async (t) => {
  const path = join(await makeDirectory(t), 'audit.jsonl')
  const audit = await openAudit(path)
  const regel = makeRegel({ status: 200 })
  const written = audit.schrijf(regel)
  regel.status = 500
  await written
  await audit.close()
  assert.match(await readFile(path, 'utf8'), /"status":200/)
})

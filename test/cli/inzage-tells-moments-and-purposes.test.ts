// What `inzage` tells about one party: moments, purposes and categories; who it was only with --intern.

import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { readPseudonymKeys } from '../../src/audit/pseudonym.ts'
import { inzage } from '../../src/cli/inzage.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { makeDirectory, makeRegel, openAudit } from '../audit/parts.ts'

const KEYS = `new:${'b2'.repeat(32)}\nold:${'a1'.repeat(32)}\n`
const CODE = '03000001'

/** Two consultations, a refusal and an answer without data, a day apart each; the first under the older key. */
async function prepare(t: TestContext) {
  const directory = await makeDirectory(t)
  const path = join(directory, 'audit.jsonl')
  const keyFile = join(directory, 'keys')
  await writeFile(keyFile, KEYS)
  const [current = '', older = ''] = readPseudonymKeys(KEYS).all(CODE)
  const [other = ''] = readPseudonymKeys(KEYS).all('03000002')
  const clock = createFakeClock(Date.parse('2026-01-01T22:59:59Z'))
  const audit = await openAudit(path, { clock })
  const regels = [
    makeRegel({ betrokkenen: [older], doel: 'declaratie@3', gebruiker: 'mdejong' }),
    makeRegel({ betrokkenen: [other] }),
    makeRegel({ betrokkenen: [other, current], doel: 'verwijzing@1', afnemer: 'epd', gebruiker: null }),
    makeRegel({ betrokkenen: [current], besluit: 'geweigerd', uitgeleverd: [], status: 403 }),
    makeRegel({ betrokkenen: [current], uitgeleverd: [], status: 404 }),
    makeRegel({ betrokkenen: [other], gebruiker: current }),
    makeRegel({ betrokkenen: [current], handeling: 'fg-inzage', doel: null, uitgeleverd: [] }),
  ]
  for (const regel of regels) {
    await audit.schrijf(regel)
    await clock.advance(24 * 3600 * 1000)
  }
  await audit.close()

  return {
    path,
    run: async (...args: string[]) => {
      const out: string[] = []
      const err: string[] = []
      const io = {
        out: (text: string) => out.push(text),
        err: (text: string) => err.push(text),
        readFile,
        now: () => 0,
      }
      const code = await inzage([...args, path], io, { AUDIT_PSEUDONYM_KEY_FILE: keyFile })
      return {
        code,
        out,
        err,
        json: () => JSON.parse(out.join('\n')) as { raadplegingen: Array<Record<string, unknown>> },
      }
    },
    withoutKeys: async () => {
      const err: string[] = []
      const io = { out: () => {}, err: (text: string) => err.push(text), readFile, now: () => 0 }
      return { code: await inzage(['--agbcode', CODE, path], io, {}), err }
    },
  }
}

test('the table has moments in Dutch time, purposes and categories, under every key', async (t) => {
  const { run } = await prepare(t)
  const { code, out, err } = await run('--agbcode', CODE)
  assert.equal(code, 0)
  assert.deepEqual(err, [])
  assert.deepEqual(out.join('\n').split('\n'), [
    '# Inzage: raadplegingen van een partij',
    '',
    'Periode: alles in de bestanden (Nederlandse tijd). Gelezen bestanden: 1.',
    '',
    '| Tijdstip | Doel | Grondslag | Vraag | Verstrekt |',
    '| --- | --- | --- | --- | --- |',
    '| 01-01-2026 23:59:59 | declaratie@3 | avg-6-1-c | raadplegen-zorgverlener | identificatie, naam |',
    '| 03-01-2026 23:59:59 | verwijzing@1 | avg-6-1-c | raadplegen-zorgverlener | identificatie, naam |',
    '| 05-01-2026 23:59:59 | declaratie@3 | avg-6-1-c | raadplegen-zorgverlener | niets |',
    '',
    'Raadplegingen: 3. Geweigerde vragen, waarop niets is verstrekt: 1. Vragen van de FG over deze partij: 1.',
  ])
})

test('neither callers nor users nor the code itself are told without --intern', async (t) => {
  const { run } = await prepare(t)
  for (const format of [[], ['--json']]) {
    const { out } = await run('--agbcode', CODE, ...format)
    assert.doesNotMatch(out.join('\n'), /zis|epd|mdejong|03000001/)
  }
})

test('--intern adds the caller and the user', async (t) => {
  const { run } = await prepare(t)
  const { json } = await run('--agbcode', CODE, '--intern', '--json')
  assert.deepEqual(json().raadplegingen[0], {
    tijdstip: '2026-01-01T22:59:59.000Z',
    doel: 'declaratie@3',
    grondslag: 'avg-6-1-c',
    handeling: 'raadplegen-zorgverlener',
    afnemer: 'zis',
    gebruiker: 'mdejong',
    uitgeleverd: ['identificatie', 'naam'],
  })
  const { out } = await run('--agbcode', CODE, '--intern')
  assert.match(out[0] ?? '', /\| raadplegen-zorgverlener \| epd \| - \| identificatie, naam \|/)
})

test('--van and --tot are days in the Netherlands, both included', async (t) => {
  const { run } = await prepare(t)
  const purposes = async (...args: string[]) =>
    (await run('--agbcode', CODE, '--json', ...args)).json().raadplegingen.map(({ doel }) => doel)
  assert.deepEqual(await purposes('--tot', '2026-01-01'), ['declaratie@3'])
  assert.deepEqual(await purposes('--van', '2026-01-03', '--tot', '20260103'), ['verwijzing@1'])
  assert.deepEqual(await purposes('--van', '2026-01-06'), [])
})

test('a line that was changed is told and gives 1: the overview may lack something', async (t) => {
  const { path, run } = await prepare(t)
  await writeFile(path, (await readFile(path, 'utf8')).replace('declaratie@3', 'declaratie@4'))
  const { code, out, err } = await run('--agbcode', CODE)
  assert.equal(code, 1)
  assert.match(out[0] ?? '', /\*\*Let op:\*\* 1 regel\(s\)[\s\S]*Raadplegingen: 2\./)
  assert.deepEqual(err, [
    `audit.jsonl:1: gewijzigd en niet meegeteld, dus dit kan onvolledig zijn; zie audit-verifieer`,
  ])
})

test('what it cannot work with is 2, and the code is not repeated', async (t) => {
  const { run, withoutKeys } = await prepare(t)
  for (const args of [
    [],
    ['--agbcode', '0300000x'],
    ['--agbcode', CODE, '--van', '2026-02-30'],
    ['--agbcode', CODE, '--alles'],
  ]) {
    const { code, out, err } = await run(...args)
    assert.equal(code, 2)
    assert.deepEqual(out, [])
    assert.match(err.at(-1) ?? '', /^Gebruik: agb-gateway inzage/)
    assert.doesNotMatch(err.join('\n'), /0300000/)
  }
  const { code, err } = await withoutKeys()
  assert.equal(code, 2)
  assert.match(err[0] ?? '', /^AUDIT_PSEUDONYM_KEY_FILE ontbreekt/)
})

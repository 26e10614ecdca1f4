// The words of the FG on files: tables to read, the same as JSON, and how to use them when the words are wrong.

import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { readPseudonymKeys } from '../../src/audit/pseudonym.ts'
import { bulkgebruik } from '../../src/cli/bulkgebruik.ts'
import { datalek } from '../../src/cli/datalek.ts'
import { gebruik } from '../../src/cli/gebruik.ts'
import { weigeringen } from '../../src/cli/weigeringen.ts'
import { makeDirectory } from '../audit/parts.ts'
import { chain } from '../fg/files.ts'
import { validPolicy } from '../policy/valid.ts'
import { createFakeIo } from './fake-io.ts'

const KEYS = 'a1'.repeat(32)
const CODE = '03000001'
const pseudoniem = readPseudonymKeys(KEYS).pseudonym(CODE)
const env = { AUDIT_PSEUDONYM_KEY_FILE: 'keys' }

const words = {
  gebruik: (args: string[], io: ReturnType<typeof createFakeIo>) => gebruik(['--policy', 'policy', ...args], io),
  weigeringen,
  bulkgebruik,
  datalek: (args: string[], io: ReturnType<typeof createFakeIo>) => datalek(args, io, env),
}

async function prepare(t: TestContext) {
  const path = join(await makeDirectory(t), 'audit.jsonl')
  await writeFile(
    path,
    chain([
      { betrokkenen: [pseudoniem], uitgeleverd: ['identificatie', 'naam'] },
      { betrokkenen: ['k1:onbekend'], afnemer: 'erp', doel: 'crediteuren@1', uitgeleverd: ['adres'], gebruiker: 'a|b' },
      { besluit: 'geweigerd', reden: 'bewerking-buiten-doel', status: 403, uitgeleverd: [], betrokkenen: [pseudoniem] },
    ]),
  )
  const run = async (word: keyof typeof words, ...args: string[]) => {
    const io = createFakeIo({ keys: KEYS, codes: `${CODE}\n`, wrong: `${CODE}\n3\n`, policy: validPolicy })
    const code = await words[word]([...args, path], io)
    return { code, ...io.written() }
  }
  return { path, run }
}

test('each word answers with a title, its period and tables', async (t) => {
  const { run } = await prepare(t)
  const expected: Array<[keyof typeof words, string[]]> = [
    [
      'gebruik',
      [
        '# Toegekend tegenover gebruikt',
        '- declaratie@3 is niet gebruikt door: erp\n- crediteuren@1 gaf nooit: identificatie, organisatienaam',
        '- crediteuren@1 gaf wat nu niet is toegekend: adres',
        '## declaratie@3\n\nDeclareren\n\nVragen: 2; met gegevens beantwoord: 1; geweigerd: 1; laatste vraag: 22-11-2026 13:00:02.',
        '| naam | ja | 1 |',
        '| erp | ja | 0 |',
      ],
    ],
    [
      'weigeringen',
      [
        '# Geweigerde vragen',
        '| zis | declaratie@3 | bewerking-buiten-doel | 1 | 22-11-2026 13:00:02 | 22-11-2026 13:00:02 |',
        'Samen: 1.',
      ],
    ],
    [
      'bulkgebruik',
      [
        '# Zwaarste gebruikers per dag',
        '| 2026-11-22 | zis | mdejong | 2 | 1 | 0 | 1 |',
        '| 2026-11-22 | erp | a\\|b | 1 | 1 | 0 | 0 |',
        'Getoond: 2 van 2',
      ],
    ],
    [
      'datalek',
      [
        '# Verstrekte persoonsgegevens',
        'Antwoorden met persoonsgegevens: 2; verschillende betrokkenen: 2.',
        '| Naam in gebruik | laag | 1 |',
        `| ${pseudoniem} | zis | identificatie, naam | 1 | 22-11-2026 13:00:00 | 22-11-2026 13:00:00 |`,
      ],
    ],
  ]
  for (const [word, parts] of expected) {
    const { code, out, err } = await run(word)
    assert.deepEqual([code, err], [0, ''])
    for (const part of [...parts, 'Periode: alles in de bestanden']) assert.ok(out.includes(part), `${part}\n${out}`)
  }
})

test('--van and --tot bound it, --json gives the same facts', async (t) => {
  const { run } = await prepare(t)
  const period = ['--van', '2026-11-22T12:00:01Z', '--tot', '2026-11-22T12:00:02Z']
  const { out } = await run('datalek', '--json', ...period)
  const { van, tot, antwoorden, perAfnemer } = JSON.parse(out) as Record<string, unknown>
  assert.deepEqual([van, tot, antwoorden], ['2026-11-22T12:00:01.000Z', '2026-11-22T12:00:02.000Z', 1])
  assert.deepEqual(perAfnemer, [{ afnemer: 'erp', betrokkenen: 1 }])
  const { out: leeg } = await run('weigeringen', '--tot', '2026-11-21')
  assert.match(leeg, /Periode: tot 22-11-2026 00:00:00 [\s\S]*niets geweigerd/)
})

test('datalek: one caller alone, and codes beside the pseudonyms for who must notify', async (t) => {
  const { run } = await prepare(t)
  const { out } = await run('datalek', '--codes', 'codes')
  assert.ok(out.includes(`| ${CODE} | ${pseudoniem} | zis |`))
  assert.ok(out.includes('| niet in de lijst | k1:onbekend | erp |'))
  const { out: erp } = await run('datalek', '--afnemer', 'erp', '--json')
  assert.deepEqual((JSON.parse(erp) as { perAfnemer: unknown }).perAfnemer, [{ afnemer: 'erp', betrokkenen: 1 }])
  const wrong = await run('datalek', '--codes', 'wrong')
  assert.deepEqual([wrong.code, wrong.out], [2, ''])
  assert.match(wrong.err, /^--codes: regel 2: precies acht cijfers/)
})

test('bulkgebruik: as many rows as asked for', async (t) => {
  const { run } = await prepare(t)
  assert.match((await run('bulkgebruik', '--rijen', '1')).out, /Getoond: 1 van 2/)
  assert.equal((await run('bulkgebruik', '--rijen', '0')).code, 2)
})

test('a changed line gives 1, a file that is not there 2, and so do wrong words', async (t) => {
  const { path, run } = await prepare(t)
  for (const word of Object.keys(words) as Array<keyof typeof words>) {
    for (const args of [['--alles'], ['--van', '2026-02-30'], ['--tot', 'morgen']]) {
      const { code, out, err } = await run(word, ...args)
      assert.deepEqual([code, out], [2, ''])
      assert.match(err, new RegExp(`Gebruik: agb-gateway ${word} `))
    }
    const missing = await run(word, `${path}.weg`)
    assert.deepEqual([missing.code, missing.out], [2, ''])
  }
  await writeFile(path, (await readFile(path, 'utf8')).replace('"erp"', '"zis"'))
  for (const word of Object.keys(words) as Array<keyof typeof words>) {
    const { code, out, err } = await run(word)
    assert.equal(code, 1)
    assert.match(out, /\*\*Let op:\*\* 1 regel/)
    assert.match(err, /^audit\.jsonl:2: gewijzigd en niet meegeteld/)
  }
})

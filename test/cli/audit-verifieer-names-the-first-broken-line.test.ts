// What `audit-verifieer` says and how it ends: 0 whole, 1 changed, 2 not looked at.

import assert from 'node:assert/strict'
import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { auditVerifieer } from '../../src/cli/audit-verifieer.ts'
import { makeDirectory, writeChain } from '../audit/parts.ts'

async function run(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const code = await auditVerifieer(args, {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    readFile,
    now: () => 0,
  })
  return { code, out, err }
}

async function makeAudit(t: TestContext) {
  const directory = await makeDirectory(t)
  const path = join(directory, 'audit.jsonl')
  const head = await writeChain(path, 3)
  const log = join(directory, 'gateway.log')
  await writeFile(log, `${JSON.stringify(head)}\n`)
  return { path, log }
}

test('a whole file with its heads is 0, with the counts', async (t) => {
  const { path, log } = await makeAudit(t)
  assert.deepEqual(await run(path, '--koppen', log), {
    code: 0,
    out: ['heel; regels: 3, ketens: 1, waarvan zonder voorganger: 1', 'koppen uit het log teruggevonden: 1'],
    err: [],
  })
})

test('without heads it says what cannot be seen', async (t) => {
  const { path } = await makeAudit(t)
  const { code, out } = await run(path)
  assert.equal(code, 0)
  assert.match(out[1] ?? '', /zonder --koppen is niet te zien of het einde is afgeknipt/)
})

test('an unfinished last line is named and 0', async (t) => {
  const { path } = await makeAudit(t)
  await appendFile(path, '{"tijd')
  const { code, out } = await run(path)
  assert.equal(code, 0)
  assert.equal(out[1], `${path}:4: onafgemaakt; hier brak het proces af, dit is geen wijziging`)
})

test('the first line that was changed is named and 1', async (t) => {
  const { path } = await makeAudit(t)
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace(/"verzoekId":"verzoek-2"/, '"verzoekId":"verzoek-9"'))
  assert.deepEqual(await run(path), {
    code: 1,
    out: [`GEBROKEN ${path}:2: de hash klopt niet: de regel is gewijzigd`],
    err: [],
  })
})

test('a cut tail is 1 with heads', async (t) => {
  const { path, log } = await makeAudit(t)
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.slice(0, text.lastIndexOf('{"tijdstip"')))
  const { code, out } = await run(path, '--koppen', log)
  assert.equal(code, 1)
  assert.match(out[0] ?? '', /^GEBROKEN .*het log kent regel 3/)
})

test('no file, an unknown option or an absent file is 2, on standard error', async (t) => {
  const { path } = await makeAudit(t)
  for (const args of [[], ['--koppen'], [path, '--stil']])
    assert.deepEqual(await run(...args), {
      code: 2,
      out: [],
      err: ['Gebruik: agb-gateway audit-verifieer BESTAND… [--koppen LOGBESTAND]…'],
    })
  const { code, err } = await run(`${path}.absent`)
  assert.equal(code, 2)
  assert.match(err[0] ?? '', /^niet te controleren: ENOENT/)
})

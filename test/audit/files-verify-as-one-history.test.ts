// Several files, several chains through one another, half lines and heads: what is whole and what is not, and where.

import assert from 'node:assert/strict'
import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { readKoppen } from '../../src/audit/koppen.ts'
import { verify } from '../../src/audit/verify.ts'
import { makeDirectory, openAudit, withId, writeChain } from './parts.ts'

async function makeFiles(t: TestContext) {
  const directory = await makeDirectory(t)
  const at = (name: string) => join(directory, name)
  return {
    at,
    lines: async (name: string) => (await readFile(at(name), 'utf8')).split('\n').slice(0, -1),
    write: async (name: string, lines: string[]) => {
      await writeFile(at(name), lines.map((line) => `${line}\n`).join(''))
      return at(name)
    },
  }
}

test('a chain that goes on in another file is whole in any order, and not without the first', async (t) => {
  const { at, lines, write } = await makeFiles(t)
  await writeChain(at('all'), 4)
  const all = await lines('all')
  const [one, two] = [await write('one', all.slice(0, 2)), await write('two', all.slice(2))]
  assert.equal((await verify([one, two])).gebrek, undefined)
  assert.equal((await verify([two, one])).gebrek, undefined)
  assert.match((await verify([two])).gebrek?.wat ?? '', /begint midden in keten/)
})

test('a file of several megabytes is read in pieces, and its lines are whole', async (t) => {
  const { at } = await makeFiles(t)
  await writeChain(at('audit'), 5000)
  const { regels, gebrek } = await verify([at('audit')])
  assert.deepEqual({ regels, gebrek }, { regels: 5000, gebrek: undefined })
})

test('chains of several replicas may stand through one another', async (t) => {
  const { at, lines, write } = await makeFiles(t)
  await writeChain(at('a'), 3)
  await writeChain(at('b'), 3)
  const [a, b] = [await lines('a'), await lines('b')]
  const mixed = await write('mixed', [a[0], b[0], b[1], a[1], a[2], b[2]].map(String))
  assert.deepEqual(await verify([mixed]), {
    regels: 6,
    ketens: 2,
    zonderVoorganger: 2,
    naVerwijdering: 0,
    onafgemaakt: [],
    gebrek: undefined,
  })
  const swapped = await write('swapped', [a[0], b[0], a[2], b[1], a[1], b[2]].map(String))
  assert.equal((await verify([swapped])).gebrek?.plaats, `${swapped}:3`)
})

test('a chain that forks from one that was already gone on from is found', async (t) => {
  const { at, lines, write } = await makeFiles(t)
  await writeChain(at('all'), 2, 'first')
  const first = await lines('all')
  await writeChain(at('all'), 1, 'second')
  const [, , second] = await lines('all')
  await write('other', first)
  await writeChain(at('other'), 1, 'third')
  const [, , third] = await lines('other')
  const forked = await write('forked', [...first, String(second), String(third)])
  assert.equal((await verify([forked])).gebrek?.plaats, `${forked}:4`)
})

test('a line that was replaced, its hash made to fit, is found', async (t) => {
  const { at, lines, write } = await makeFiles(t)
  await writeChain(at('true'), 3, 'k')
  const other = await openAudit(at('forged'), { keten: 'k' })
  for (const id of ['x', 'y']) await other.schrijf(withId(id))
  await other.close()
  const [one = '', , three = ''] = await lines('true')
  const [, forged = ''] = await lines('forged')
  const mixed = await write('mixed', [one, forged, three])
  const { gebrek } = await verify([mixed])
  assert.deepEqual(gebrek, {
    plaats: `${mixed}:2`,
    wat: 'bouwt niet voort op de regel ervoor: een van beide is vervangen',
  })
})

test('an empty line is nowhere what a crash leaves', async (t) => {
  const { at, lines, write } = await makeFiles(t)
  await writeChain(at('audit'), 1)
  await writeChain(at('audit'), 1)
  const [one = '', two = ''] = await lines('audit')
  const path = await write('changed', [one, '', two])
  assert.equal((await verify([path])).gebrek?.plaats, `${path}:2`)
})

test('an unfinished last line is a crash, a half line anywhere else is not', async (t) => {
  const { at, lines, write } = await makeFiles(t)
  await writeChain(at('audit'), 3)
  const [one = '', two = '', three = ''] = await lines('audit')
  await appendFile(at('audit'), one.slice(0, 50))
  const { gebrek, onafgemaakt } = await verify([at('audit')])
  assert.deepEqual({ gebrek, onafgemaakt }, { gebrek: undefined, onafgemaakt: [`${at('audit')}:4`] })

  const inside = await write('inside', [one, two.slice(0, 50), three])
  assert.equal((await verify([inside])).gebrek?.plaats, `${inside}:2`)
  const ended = await write('ended', [one, two, three.slice(0, 50)])
  assert.equal((await verify([ended])).gebrek?.plaats, `${ended}:3`)
})

test('two crashes on end leave two half lines, and the chain behind them is whole', async (t) => {
  const { at } = await makeFiles(t)
  await writeChain(at('audit'), 2)
  await appendFile(at('audit'), '{"tijdstip":"20\n{"tij')
  await writeChain(at('audit'), 1)
  const { gebrek, onafgemaakt } = await verify([at('audit')])
  assert.equal(gebrek, undefined)
  assert.equal(onafgemaakt.length, 2)
})

test('a head is read from a log line however it was wrapped', async (t) => {
  const { at } = await makeFiles(t)
  const head = await writeChain(at('audit'), 3)
  const plain = JSON.stringify({ level: 30, time: 1, ...head, msg: 'head of the audit' })
  const wrapped = JSON.stringify({ stream: 'stderr', log: `${plain}\n` })
  const spaced = `2026-11-22T12:00:00Z pod-1 {"keten": "${head.keten}", "volgnummer": 3, "hash": "${head.hash}"}`
  for (const line of [plain, wrapped, spaced]) {
    await writeFile(at('log'), `starting\n{"msg":"volgnummer"}\n${line}\n`)
    const koppen = await readKoppen([at('log')])
    assert.equal((await verify([at('audit')], koppen)).gebrek, undefined)
    assert.deepEqual(koppen.counts(), { gevonden: 1, zonderKop: [] })
  }
})

test('a chain that was rewritten from some line on is found by a head behind that line', async (t) => {
  const { at } = await makeFiles(t)
  const head = await writeChain(at('audit'), 3, 'k')
  const forged = await openAudit(at('forged'), { keten: 'k' })
  for (const id of ['x', 'y', 'z']) await forged.schrijf(withId(id))
  await forged.close()
  assert.equal((await verify([at('forged')])).gebrek, undefined)
  await writeFile(at('log'), JSON.stringify(head))
  const { gebrek } = await verify([at('forged')], await readKoppen([at('log')]))
  assert.equal(gebrek?.plaats, `${at('forged')}:3`)
  assert.match(gebrek.wat, /herschreven/)
})

test('a chain that the log knows and the files do not is missing; one that the log does not know is named', async (t) => {
  const { at } = await makeFiles(t)
  await writeChain(at('here'), 1, 'here')
  const gone = await writeChain(at('gone'), 7, 'gone')
  await writeFile(at('log'), JSON.stringify(gone))
  const koppen = await readKoppen([at('log')])
  assert.match((await verify([at('here')], koppen)).gebrek?.wat ?? '', /regel 7 van keten gone/)
  assert.deepEqual(koppen.counts().zonderKop, ['here'])
})

test('a log that names two hashes for one line is no proof', async (t) => {
  const { at } = await makeFiles(t)
  const head = await writeChain(at('audit'), 1)
  await writeFile(at('log'), `${JSON.stringify(head)}\n${JSON.stringify({ ...head, hash: '0'.repeat(64) })}\n`)
  await assert.rejects(readKoppen([at('log')]), /log:2: het log spreekt zichzelf tegen/)
})

test('lines of the audit in the same log do not vouch for themselves', async (t) => {
  const { at } = await makeFiles(t)
  await writeChain(at('audit'), 2)
  const koppen = await readKoppen([at('audit')])
  assert.equal((await verify([at('audit')], koppen)).gebrek, undefined)
  assert.equal(koppen.counts().gevonden, 0)
})

// Each kind of mutation changes the register, on both sides where there are two, and stands in the feed.

import assert from 'node:assert/strict'
import test from 'node:test'
import type { ZorgpartijMutaties, ZorgpartijRelaties } from '../../src/domain/antwoorden.ts'
import type { Onderneming } from '../../src/domain/zorgpartijen.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { type TestSandbox, withSandbox } from '../support/sandbox.ts'

const DAY = 86_400_000
const START = Date.parse('2026-11-22T12:00:00Z')

const feedOf = async ({ get }: TestSandbox, rest = 'zorgpartijen/mutaties/2026-11-22') =>
  ((await get(`/v2/${rest}`)).json() as ZorgpartijMutaties).Zorgpartijen.map(({ AGBCode }) => AGBCode)
const relatiesOf = async ({ get }: TestSandbox, path: string) => {
  const { status, json } = await get(`/v2/${path}/relaties`)
  return status === 404 ? [] : (json() as ZorgpartijRelaties).Relaties.map(({ AGBCode }) => AGBCode)
}
const start = (t: Parameters<typeof withSandbox>[0]) => withSandbox(t, { clock: createFakeClock(START) })

test('a new party', async (t) => {
  const sandbox = await start(t)
  const [agbcode = ''] = sandbox.control.mutate({ kind: 'new', type: 'zorgverlener', zorgsoort: '03' })
  const { status, json } = await sandbox.get(`/v2/zorgverleners/${agbcode}`)
  assert.equal(status, 200)
  assert.equal((json() as { Aanvang: string }).Aanvang, '2026-11-22T00:00:00')
  assert.deepEqual(await feedOf(sandbox), [agbcode])
})

test('a changed name, seen in the relations of others too', async (t) => {
  const sandbox = await start(t)
  sandbox.control.mutate({ kind: 'change', agbcode: '03000001', set: { Achternaam: 'NIEUWNAAM' } })
  assert.match((await sandbox.get('/v2/zorgverleners/03000001')).text, /NIEUWNAAM/)
  assert.match((await sandbox.get('/v2/vestigingen/71000001/relaties')).text, /NIEUWNAAM/)
  assert.deepEqual(await feedOf(sandbox), ['03000001'])
})

test('an ended party, with its parts and relations', async (t) => {
  const sandbox = await start(t)
  sandbox.control.mutate({ kind: 'end', agbcode: '71000001' })
  const document = (await sandbox.get('/v2/vestigingen/71000001')).json() as Onderneming
  assert.equal(document.Einde, '2026-11-22T00:00:00')
  assert.deepEqual([document.Adressen, document.Communicatiegegevens, document.Kwalificaties], [[], [], []])
  assert.ok(!(await relatiesOf(sandbox, 'zorgverleners/03000001')).includes('71000001'))
  const listed = await feedOf(sandbox)
  for (const code of ['71000001', '03000001', '06000001']) assert.ok(listed.includes(code), code)
})

test('a withdrawn field is empty', async (t) => {
  const sandbox = await start(t)
  const withdraw = (agbcode: string, field: string) =>
    sandbox.control.mutate({ kind: 'withdraw-field', agbcode, field })
  withdraw('71000001', 'Adressen')
  withdraw('71000001', 'Communicatiegegevens')
  withdraw('03000001', 'AcademischeTitel')
  withdraw('03000001', 'Geboortenaam')
  const vestiging = (await sandbox.get('/v2/vestigingen/71000001')).json() as Onderneming
  assert.deepEqual([vestiging.Adressen, vestiging.Communicatiegegevens], [[], []])
  const mens = (await sandbox.get('/v2/zorgverleners/03000001')).json() as Record<string, unknown>
  assert.deepEqual([mens['AcademischeTitel'], mens['Geboortenaam']], [null, ''])
  assert.deepEqual(await feedOf(sandbox), ['03000001', '71000001'])
})

for (const [listed, expected] of [
  ['both', ['03000001', '71000001']],
  ['first', ['03000001']],
  ['second', ['71000001']],
  ['none', []],
] as const) {
  test(`a withdrawn relation is gone on both sides; listed: ${listed}`, async (t) => {
    const sandbox = await start(t)
    assert.ok((await relatiesOf(sandbox, 'vestigingen/71000001')).includes('03000001'))
    sandbox.control.mutate({ kind: 'withdraw-relation', agbcode: '03000001', other: '71000001', listed })
    assert.ok(!(await relatiesOf(sandbox, 'vestigingen/71000001')).includes('03000001'))
    assert.ok(!(await relatiesOf(sandbox, 'zorgverleners/03000001')).includes('71000001'))
    assert.ok((await relatiesOf(sandbox, 'zorgverleners/03000001')).includes('71000002'), 'the others stay')
    assert.deepEqual(await feedOf(sandbox), expected)
  })
}

test('a removed party is 404, and out of the relations of others', async (t) => {
  const sandbox = await start(t)
  sandbox.control.mutate({ kind: 'remove', agbcode: '03000001', listed: 'first' })
  assert.equal((await sandbox.get('/v2/zorgverleners/03000001')).status, 404)
  assert.ok(!(await relatiesOf(sandbox, 'vestigingen/71000001')).includes('03000001'))
  assert.deepEqual(await feedOf(sandbox), ['03000001'])
  assert.deepEqual(await feedOf(sandbox, 'zorgverleners/mutaties/03/2026-11-22'), ['03000001'])

  sandbox.control.mutate({ kind: 'new', type: 'zorgverlener', zorgsoort: '03', agbcode: '03000001' })
  assert.equal((await sandbox.get('/v2/zorgverleners/03000001')).status, 200)
  assert.deepEqual(await relatiesOf(sandbox, 'zorgverleners/03000001'), [], 'its code comes back without its relations')
})

test('the feed goes by day of Amsterdam, kind and zorgsoort, and names a party once', async (t) => {
  const clock = createFakeClock(START)
  const sandbox = await withSandbox(t, { clock })
  const touch = (agbcode: string) => sandbox.control.mutate({ kind: 'touch', agbcode })
  touch('01000001')
  // 23:30 UTC is half past midnight in Amsterdam: the next day.
  await clock.advance(11.5 * 3_600_000)
  for (const code of ['03000001', '03000001', '06000001', '71000001']) touch(code)
  assert.deepEqual(await feedOf(sandbox), ['01000001', '03000001', '06000001', '71000001'])
  assert.deepEqual(await feedOf(sandbox, 'zorgpartijen/mutaties/2026-11-23'), ['03000001', '06000001', '71000001'])
  assert.deepEqual(await feedOf(sandbox, 'zorgverleners/mutaties/2026-11-23'), ['03000001'])
  assert.deepEqual(await feedOf(sandbox, 'ondernemingen/mutaties/2026-11-23'), ['06000001'])
  assert.deepEqual(await feedOf(sandbox, 'vestigingen/mutaties/06/2026-11-23'), ['71000001'])
  assert.deepEqual(await feedOf(sandbox, 'zorgpartijen/mutaties/01/2026-11-22'), ['01000001'])
  await clock.advance(40 * DAY)
  assert.deepEqual(await feedOf(sandbox, 'zorgpartijen/mutaties/2026-12-31'), [])
})

test('what cannot be done is refused and changes nothing', async (t) => {
  const sandbox = await start(t)
  const { mutate } = sandbox.control
  const wrong = [
    { kind: 'change', agbcode: '03000001', set: { Bestaatniet: 1 } },
    { kind: 'change', agbcode: '03000001', set: { AGBCode: '03000002' } },
    { kind: 'withdraw-field', agbcode: '03000001', field: 'GeboorteDatum' },
    { kind: 'withdraw-field', agbcode: '03000001', field: 'Adressen' },
    { kind: 'withdraw-relation', agbcode: '03000001', other: '01000001' },
    { kind: 'relate', agbcode: '03000001', other: '01000001' },
    { kind: 'new', type: 'zorgverlener', agbcode: '03000001' },
    { kind: 'new', type: 'zorgverlener', zorgsoort: '06' },
    { kind: 'touch', agbcode: '99999999' },
  ] as const
  for (const each of wrong) assert.throws(() => mutate(each), { name: 'WrongCommand' }, JSON.stringify(each))
  assert.deepEqual(await feedOf(sandbox), [])
})

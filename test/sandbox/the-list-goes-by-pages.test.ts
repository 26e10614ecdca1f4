// zorgpartijen: every active party once over all pages, with moments that say their offset.

import assert from 'node:assert/strict'
import test from 'node:test'
import type { ActieveZorgpartijen } from '../../src/domain/antwoorden.ts'
import { withOffset } from '../../src/sandbox/answers/lijst.ts'
import { withSandbox } from '../support/sandbox.ts'

test('the list goes by pages', async (t) => {
  const { control, get } = await withSandbox(t, { maxPageSize: 100 })
  const page = async (nummer: number, aantal: number, zorgsoort = '') => {
    const { json } = await get(`/v2/zorgpartijen${zorgsoort}?paginanummer=${nummer}&aantal=${aantal}`)
    return json() as ActieveZorgpartijen
  }
  const first = await page(1, 40)
  assert.deepEqual([first.Paginagrootte, first.Succeeded, first.Errors, first.Message], [40, true, null, null])
  const pages = await Promise.all(Array.from({ length: first.Totaalpaginas }, (_, index) => page(index + 1, 40)))
  const rows = pages.flatMap(({ Data }) => Data)
  const codes = rows.map(({ AGBCode }) => AGBCode)
  assert.equal(codes.length, first.Totaalrecords)
  assert.deepEqual(codes, [...new Set(codes)].sort())

  const vandaag = control.register.vandaag()
  const active = control.register.all().filter(({ document: { Einde } }) => !Einde || Einde.slice(0, 10) > vandaag)
  assert.deepEqual(
    codes,
    active.map(({ document }) => document.AGBCode),
  )
  assert.ok(rows.every(({ Aanvang }) => /\+0[12]:00$/.test(Aanvang)))
  assert.ok(rows.some(({ Aanvang }) => /\.\d{7}\+/.test(Aanvang)))
  assert.ok(rows.some(({ Einde }) => Einde !== null))

  assert.deepEqual((await page(first.Totaalpaginas + 1, 40)).Data, [])
  assert.equal((await page(1, 101)).Paginagrootte, 100, 'a page has its largest size')
  const specialisten = (await page(1, 100, '/03')).Data
  assert.ok(specialisten.length > 0 && specialisten.every(({ Zorgsoort }) => Zorgsoort.Code === '03'))
})

test('the offset is that of Amsterdam', () => {
  assert.equal(withOffset('2024-08-20T11:35:47.1283792'), '2024-08-20T11:35:47.1283792+02:00')
  assert.equal(withOffset('2024-12-08T00:00:00'), '2024-12-08T00:00:00+01:00')
  assert.equal(withOffset('2026-03-29T00:00:00'), '2026-03-29T00:00:00+01:00')
  assert.equal(withOffset('2026-10-25T00:00:00'), '2026-10-25T00:00:00+02:00')
})

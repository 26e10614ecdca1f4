// Pages are what somebody else says: whatever they say, a first fill ends, and tells why.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createStage, Geweigerd, paginaVan, rij, rijen } from './stage.ts'

const all = rijen(1, 950)
const honest = (nummer: number) => paginaVan(all, nummer)

const tables: ReadonlyArray<readonly [name: string, reden: string, page: (nummer: number) => unknown]> = [
  ['a page that repeats the one before', 'pagina-herhaald', (n) => ({ ...honest(Math.min(n, 3)), Paginanummer: n })],
  ['a list that begins again', 'pagina-herhaald', (n) => ({ ...honest(n > 5 ? n - 5 : n), Paginanummer: n })],
  ['always the first page', 'pagina-anders', () => honest(1)],
  ['the page after the one asked for', 'pagina-anders', (n) => (n === 4 ? honest(5) : honest(n))],
  ['an empty page half-way', 'pagina-leeg', (n) => (n === 4 ? { ...honest(n), Data: [] } : honest(n))],
  ['a register with nobody in it', 'pagina-leeg', () => paginaVan([], 1)],
  ['a total that grows', 'totaal-anders', (n) => paginaVan(n < 4 ? all : rijen(1, 1200), n)],
  ['a total that grows with every page', 'totaal-anders', (n) => paginaVan(rijen(1, 950 + n * 60), n)],
  ['a total that shrinks', 'totaal-anders', (n) => paginaVan(n < 4 ? all : rijen(1, 500), n)],
  [
    'pages without an end under a total that stays',
    'totaal-anders',
    (n) => ({ ...paginaVan(all, 1), Paginanummer: n, Totaalpaginas: n < 3 ? 10 : 900_000, Data: rijen(n * 1000, 100) }),
  ],
  ['more pages than there can be', 'pagina-onleesbaar', (n) => ({ ...honest(n), Totaalpaginas: 2 ** 40 })],
  ['a number of pages that is none', 'pagina-onleesbaar', (n) => ({ ...honest(n), Totaalpaginas: -1 })],
  ['a page that did not succeed', 'pagina-onleesbaar', (n) => ({ ...honest(n), Succeeded: false })],
  ['a page that is a list', 'pagina-onleesbaar', () => []],
  ['a page that is not there', 'pagina-onleesbaar', () => undefined],
  ['more rows than a page can hold', 'pagina-onleesbaar', (n) => ({ ...honest(n), Data: rijen(1, 20_000) })],
]

describe('a first fill ends at', () => {
  for (const [name, reden, page] of tables)
    test(name, async () => {
      const stage = createStage({ pagina: (_, nummer) => page(nummer) })
      const stand = await stage.toTheEnd()
      assert.deepEqual([stand.fase, stand.reden], ['afgebroken', reden])
      assert.deepEqual(stage.lines, ['begonnen', 'afgebroken'])
      assert.ok(stage.pages.length <= 121, `${stage.pages.length} pages`)
    })

  test('a zorgsoort that Vektis does not know', async () => {
    const stage = createStage({
      lijsten: () => [{ zorgsoort: '77', partijtypen: ['zorgverlener'] }],
      pagina: () => {
        throw new Geweigerd()
      },
    })
    const stand = await stage.toTheEnd()
    assert.deepEqual([stand.fase, stand.reden, stage.pages], ['afgebroken', 'zorgsoort-onbekend', ['77:1']])
  })
})

describe('a first fill goes on past', () => {
  test('rows that name nobody, a kind that nobody knows, and a code twice', async () => {
    const odd = [rij(1), rij(1), rij(2, '2'), rij(3, '9'), { AGBCode: '12', Type: { Code: '1' } }, null, {}]
    const stage = createStage({
      pagina: (_, nummer) => ({ ...paginaVan([], nummer), Totaalpaginas: 1, Totaalrecords: 7, Data: odd }),
    })
    const stand = await stage.toTheEnd()
    assert.equal(stand.fase, 'klaar')
    assert.deepEqual(stage.codes, ['00000001'])
    assert.deepEqual(stand.tellingen, { gehaald: 1, bewaard: 0, buiten: 6, mislukt: 0 })
  })

  test('a list that grows or shrinks a little while it is walked', async () => {
    for (const change of [-40, 40]) {
      const later = change < 0 ? all.slice(0, change) : [...all, ...rijen(5000, change)]
      const stage = createStage({ pagina: (_, nummer) => paginaVan(nummer < 5 ? all : later, nummer) })
      const stand = await stage.toTheEnd()
      assert.equal(stand.fase, 'klaar')
      assert.equal(stage.codes.length, later.length)
    }
  })

  test('a page behind the end of a list that shrank', async () => {
    const stage = createStage({ pagina: (_, nummer) => paginaVan(nummer < 10 ? all : all.slice(0, 890), nummer) })
    const stand = await stage.toTheEnd()
    assert.deepEqual([stand.fase, stage.pages.length], ['klaar', 11])
  })

  test('pages that are smaller than asked for', async () => {
    const stage = createStage({ pagina: (_, nummer) => paginaVan(all, nummer, 25) })
    assert.equal((await stage.toTheEnd()).fase, 'klaar')
    assert.deepEqual(
      stage.codes,
      all.map(({ AGBCode }) => AGBCode),
    )
  })

  test('a zorgsoort of which there is nobody', async () => {
    const stage = createStage({
      lijsten: () => ['03', '77'].map((zorgsoort) => ({ zorgsoort, partijtypen: ['zorgverlener'] })),
      pagina: ({ zorgsoort }, nummer) => paginaVan(zorgsoort === '03' ? all.slice(0, 30) : [], nummer),
    })
    const stand = await stage.toTheEnd()
    assert.deepEqual([stand.fase, stand.tellingen.gehaald], ['klaar', 30])
    assert.deepEqual(stage.pages, ['03:1', '77:1', '03:1', '77:1'])
  })
})

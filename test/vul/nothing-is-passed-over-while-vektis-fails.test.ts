// While Vektis fails a first fill waits; what fails by itself is tried some times and left.

import assert from 'node:assert/strict'
import test from 'node:test'
import { createStage, GeenPlaats, paginaVan, rijen } from './stage.ts'

const all = rijen(1, 250)
const codes = all.map(({ AGBCode }) => AGBCode)
const MINUTE = 60_000

test('an outage half-way is waited for, and no party is missed', async () => {
  let down = false
  const stage = createStage({
    pagina: (_, nummer) => {
      if (down) throw new Error('503')
      return paginaVan(all, nummer)
    },
    partij: (code) => {
      if (code === codes[120]) void goDown()
      if (down) throw new Error('503')
      return 'gehaald'
    },
  })
  let downs = 0
  async function goDown() {
    if (downs++ > 0) return
    down = true
    await stage.clock.sleep(40 * MINUTE)
    down = false
  }
  const stand = await stage.toTheEnd()
  assert.equal(stand.fase, 'klaar')
  assert.deepEqual(stand.tellingen, { gehaald: codes.length, bewaard: 0, buiten: 0, mislukt: 0 })
  assert.ok(stand.bijgewerktOp - stand.begonnenOp >= 40 * MINUTE)
  assert.ok(stage.pages.length < 60, `asked seldom while it was away: ${stage.pages.length} pages`)
})

test('a party that fails alone is tried three times, and the rest goes on', async () => {
  const stage = createStage({
    pagina: (_, nummer) => paginaVan(all, nummer),
    partij: (code) => {
      if (code === codes[7]) throw new Error('500')
      return 'gehaald'
    },
  })
  const stand = await stage.toTheEnd()
  assert.deepEqual([stand.fase, stand.tellingen.mislukt, stand.tellingen.gehaald], ['klaar', 1, codes.length - 1])
  assert.equal(stage.codes.filter((code) => code === codes[7]).length, 3)
  assert.equal(stage.codes.length, codes.length + 2, 'of the others each was asked once')
})

test('an hour without any page ends it', async () => {
  let asked = 0
  const stage = createStage({
    pagina: (_, nummer) => {
      asked += 1
      if (asked > 2) throw new Error('503')
      return paginaVan(all, nummer)
    },
  })
  const stand = await stage.toTheEnd()
  assert.deepEqual([stand.fase, stand.reden], ['afgebroken', 'vektis-faalt'])
  assert.ok(stand.bijgewerktOp - stand.begonnenOp >= 60 * MINUTE)
})

test('to have no place is no failure: it waits as long as it is told', async () => {
  let refused = 0
  const stage = createStage({
    pagina: (_, nummer) => paginaVan(all, nummer),
    partij: (code) => {
      if (code === codes[3] && refused++ < 500) throw new GeenPlaats(30_000)
      return 'gehaald'
    },
  })
  const stand = await stage.toTheEnd()
  assert.deepEqual([stand.fase, stand.tellingen.mislukt], ['klaar', 0])
  assert.equal(stage.pages.filter((page) => page === 'alle:1').length, 2, 'the page was counted and walked')
  assert.ok(stand.bijgewerktOp - stand.begonnenOp >= 500 * 30_000)
})

// One first fill at a time, begun and stopped by an operator; each change of its state goes on from one that still stands.

import assert from 'node:assert/strict'
import test from 'node:test'
import type { Uitkomst } from '../../src/vul/haal.ts'
import { createStage, paginaVan, rijen, type StageParts } from './stage.ts'

const all = rijen(1, 250)
const pagina: StageParts['pagina'] = (_, nummer) => paginaVan(all, nummer)

/** Walks up to the detail of this code, which stays out until `release`. */
async function halfWay(rest: Partial<StageParts> = {}) {
  const gate = Promise.withResolvers<void>()
  const arrived = Promise.withResolvers<void>()
  const stage = createStage({
    pagina,
    partij: async (code): Promise<Uitkomst> => {
      if (code !== all[150]?.AGBCode) return 'gehaald'
      arrived.resolve()
      await gate.promise
      return 'gehaald'
    },
    ...rest,
  })
  const ending = new AbortController()
  await stage.begin()
  const running = stage.run(ending.signal)
  await arrived.promise
  const end = async () => {
    ending.abort()
    gate.resolve()
    await running
  }
  return { stage, release: gate.resolve, end }
}

test('a second one is refused while one runs, and may come after it', async () => {
  const { stage, release, end } = await halfWay()
  assert.equal(await stage.begin(), 'loopt-al')
  release()
  await stage.clock.advance(1)
  assert.equal((await stage.stand())?.fase, 'klaar')
  assert.equal(await stage.stop(), false)
  assert.equal(await stage.begin(), 'begonnen')
  await end()
})

test('two operators at once begin one', async () => {
  const stage = createStage({ pagina })
  const begun = await Promise.all([stage.begin(), stage.begin(), stage.begin()])
  assert.deepEqual(begun.sort(), ['begonnen', 'loopt-al', 'loopt-al'])
})

test('without anything granted in bulk there is nothing to begin', async () => {
  const stage = createStage({ pagina, lijsten: () => [] })
  assert.equal(await stage.begin(), 'niets-in-bulk')
  assert.equal(await stage.stand(), undefined)
})

test('it shows how far it is in the middle of a page', async () => {
  const { stage, end } = await halfWay()
  await stage.clock.advance(2_000)
  const stand = await stage.stand()
  assert.deepEqual([stand?.pagina, stand?.tellingen.gehaald, stand?.opPagina], [2, 100, 99])
  await end()
})

test('it stops in the middle of a page, and keeps what it counted', async () => {
  const { stage, end } = await halfWay()
  assert.equal(await stage.stop(), true)
  assert.equal(await stage.stop(), true, 'once more does no harm')
  await stage.clock.advance(2_000)
  const stand = await stage.stand()
  assert.deepEqual([stand?.fase, stand?.tellingen.gehaald, stand?.opPagina], ['gestopt', 100, 0])
  assert.deepEqual(stage.lines, ['begonnen', 'gestopt'])
  assert.deepEqual(stage.faults, [])
  await end()
})

test('one that was asked for and stopped before it began never begins', async () => {
  const stage = createStage({ pagina })
  await stage.begin()
  await stage.stop()
  const stand = await stage.toTheEnd()
  assert.deepEqual([stand.fase, stage.pages], ['gestopt', []])
})

test('a policy that grants something else ends it at the next page', async () => {
  let typen: Array<'zorgverlener' | 'vestiging'> = ['zorgverlener']
  const { stage, release, end } = await halfWay({ lijsten: () => [{ zorgsoort: null, partijtypen: typen }] })
  typen = ['vestiging']
  release()
  await stage.clock.advance(1)
  const stand = await stage.stand()
  assert.deepEqual([stand?.fase, stand?.reden, stand?.pagina], ['afgebroken', 'policy-gewijzigd', 3])
  await end()
})

test('what cannot be written down does not begin, and waits until it can', async () => {
  let works = false
  const stage = createStage({
    pagina,
    verantwoord: async () => {
      if (!works) throw new Error('the audit is away')
    },
  })
  const ending = new AbortController()
  await stage.begin()
  const running = stage.run(ending.signal)
  await stage.clock.advance(60_000)
  assert.deepEqual([(await stage.stand())?.fase, stage.pages], ['gevraagd', []])
  works = true
  await stage.clock.advance(10_000)
  assert.equal((await stage.stand())?.fase, 'klaar')
  ending.abort()
  await running
})

// bulkgebruik against an oracle: questions and distinct parties per caller, user and Dutch day, the heaviest first.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { bulkgebruik } from '../../src/fg/bulkgebruik.ts'
import { TeVeel } from '../../src/fg/te-veel.ts'
import { regels, stream } from './regels.ts'

/** By another way than the code: Swedish writes days as `yyyy-MM-dd`. */
const dagVan = (tijdstip: string) => new Date(tijdstip).toLocaleDateString('sv-SE', { timeZone: 'Europe/Amsterdam' })
const ALLES = { rijen: 1000, hoogstens: 1000 }

test('each user of each day has one row with what it asked', async () => {
  await fc.assert(
    fc.asyncProperty(regels, async (lines) => {
      const asked = lines.filter(({ afnemer, handeling }) => afnemer !== null && handeling.startsWith('raadplegen'))
      const { totaal, gebruikers } = await bulkgebruik(stream(lines), ALLES)
      const keys = asked.map(({ tijdstip, afnemer, gebruiker }) => `${dagVan(tijdstip)} ${afnemer} ${gebruiker}`)
      assert.deepEqual(
        gebruikers.map(({ dag, afnemer, gebruiker }) => `${dag} ${afnemer} ${gebruiker}`).sort(),
        [...new Set(keys)].sort(),
      )
      assert.equal(totaal, gebruikers.length)
      for (const [index, rij] of gebruikers.entries()) {
        const own = asked.filter((_, at) => keys[at] === `${rij.dag} ${rij.afnemer} ${rij.gebruiker}`)
        assert.equal(rij.vragen, own.length)
        assert.equal(rij.betrokkenen, new Set(own.flatMap(({ betrokkenen }) => betrokkenen)).size)
        assert.equal(rij.geweigerd, own.filter(({ besluit }) => besluit === 'geweigerd').length)
        assert.equal(
          rij.nietGevonden,
          own.filter(({ besluit, status }) => besluit !== 'geweigerd' && status === 404).length,
        )
        const before = gebruikers[index - 1]
        if (!before) continue
        assert.ok(before.betrokkenen >= rij.betrokkenen)
        if (before.betrokkenen === rij.betrokkenen) assert.ok(before.vragen >= rij.vragen)
      }
    }),
  )
})

test('as many rows as were asked for, out of all', async () => {
  await fc.assert(
    fc.asyncProperty(regels, fc.integer({ min: 1, max: 3 }), async (lines, rijen) => {
      const all = await bulkgebruik(stream(lines), ALLES)
      const some = await bulkgebruik(stream(lines), { ...ALLES, rijen })
      assert.deepEqual(some, { totaal: all.totaal, gebruikers: all.gebruikers.slice(0, rijen) })
    }),
  )
})

test('what it may remember is bounded', async () => {
  await fc.assert(
    fc.asyncProperty(regels, fc.integer({ min: 0, max: 30 }), async (lines, hoogstens) => {
      const { gebruikers } = await bulkgebruik(stream(lines), ALLES)
      const remembered = gebruikers.reduce((som, { betrokkenen }) => som + 1 + betrokkenen, 0)
      const asked = bulkgebruik(stream(lines), { ...ALLES, hoogstens })
      if (remembered > hoogstens) await assert.rejects(asked, TeVeel)
      else await asked
    }),
  )
})

// datalek against an oracle: every party of an answer with personal data, with all it gave, per caller.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { datalek } from '../../src/fg/datalek.ts'
import { TeVeel } from '../../src/fg/te-veel.ts'
import { regels, stream, verschillende } from './regels.ts'

/** One that is not known any more may have been personal. */
const PERSOONLIJK = ['naam', 'identificatie', 'adres', 'van-vroeger']
const wie = fc.constantFrom(undefined, 'zis')

test('each party and caller has one row with categories, answers and moments', async () => {
  await fc.assert(
    fc.asyncProperty(regels, wie, async (lines, alleen) => {
      const given = lines.filter(
        ({ afnemer, uitgeleverd }) =>
          afnemer !== null &&
          (alleen === undefined || afnemer === alleen) &&
          uitgeleverd.some((naam) => PERSOONLIJK.includes(naam)),
      )
      const found = await datalek(stream(lines), { afnemer: alleen, hoogstens: 99 })
      assert.equal(found.antwoorden, given.length)
      const pairs = given.flatMap(({ afnemer, betrokkenen }) => betrokkenen.map((code) => `${code} ${afnemer}`))
      assert.deepEqual(
        found.verstrekkingen.map(({ betrokkene, afnemer }) => `${betrokkene} ${afnemer}`),
        verschillende(pairs).sort(),
      )
      for (const rij of found.verstrekkingen) {
        const own = given.filter(
          ({ afnemer, betrokkenen }) => afnemer === rij.afnemer && betrokkenen.includes(rij.betrokkene),
        )
        const moments = own.map(({ tijdstip }) => tijdstip).sort()
        assert.deepEqual([rij.antwoorden, rij.eerste, rij.laatste], [own.length, moments[0], moments.at(-1)])
        assert.deepEqual(
          rij.categorieen,
          PERSOONLIJK.filter((naam) => own.some(({ uitgeleverd }) => uitgeleverd.includes(naam))).sort(),
        )
      }
    }),
  )
})

test('the sums count each party once', async () => {
  await fc.assert(
    fc.asyncProperty(regels, async (lines) => {
      const { verstrekkingen, betrokkenen, perAfnemer, perCategorie } = await datalek(stream(lines), { hoogstens: 99 })
      const parties = (rows: typeof verstrekkingen) => new Set(rows.map(({ betrokkene }) => betrokkene)).size
      assert.equal(betrokkenen, parties(verstrekkingen))
      assert.deepEqual(
        perAfnemer,
        ['epd', 'zis']
          .map((afnemer) => ({
            afnemer,
            betrokkenen: parties(verstrekkingen.filter((rij) => rij.afnemer === afnemer)),
          }))
          .filter((rij) => rij.betrokkenen > 0),
      )
      assert.deepEqual(
        perCategorie,
        PERSOONLIJK.toSorted()
          .map((categorie) => ({
            categorie,
            betrokkenen: parties(verstrekkingen.filter(({ categorieen }) => categorieen.includes(categorie))),
          }))
          .filter((rij) => rij.betrokkenen > 0),
      )
    }),
  )
})

test('what it may remember is bounded', async () => {
  await fc.assert(
    fc.asyncProperty(regels, fc.integer({ min: 0, max: 6 }), async (lines, hoogstens) => {
      const { verstrekkingen } = await datalek(stream(lines), { hoogstens: 99 })
      const asked = datalek(stream(lines), { hoogstens })
      if (verstrekkingen.length > hoogstens) await assert.rejects(asked, TeVeel)
      else await asked
    }),
  )
})

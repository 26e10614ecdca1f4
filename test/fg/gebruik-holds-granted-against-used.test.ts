// gebruik against an oracle: every doel of the policy and of the lines, each category, caller and act counted.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { readPolicy } from '../../src/policy/read-policy.ts'
import { gebruik } from '../../src/fg/gebruik.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'
import { regels, stream, verschillende } from './regels.ts'

const read = readPolicy(
  Buffer.from(
    JSON.stringify(
      policyOf(
        {
          smal: doel({ versie: 2, categorieen: ['identificatie', 'naam', 'titel'] }),
          breed: doel({ categorieen: ['adres'] }),
          rust: doel({ categorieen: ['geslacht'] }),
        },
        { zis: afnemer('zis', ['smal', 'breed']), kat: afnemer('kat', ['smal']) },
      ),
    ),
  ),
  'policy.json',
  0,
)
assert.ok('policy' in read)
const { policy } = read

const granted: Record<string, string[]> = {
  'smal@2': ['identificatie', 'naam', 'titel'],
  'breed@1': ['adres'],
  'rust@1': ['geslacht'],
}
const holders: Record<string, string[]> = { 'smal@2': ['zis', 'kat'], 'breed@1': ['zis'] }

test('what was granted stands beside what was asked and given', async () => {
  await fc.assert(
    fc.asyncProperty(regels, async (lines) => {
      const { doelen, nooitGebruikt } = await gebruik(stream(lines), policy)
      const inLines = lines.flatMap(({ doel }) => (doel === null ? [] : [doel]))
      assert.deepEqual(
        doelen.map(({ doel }) => doel).sort(),
        verschillende([...Object.keys(granted), ...inLines]).sort(),
      )
      assert.deepEqual(
        doelen.slice(0, 3).map(({ doel }) => doel),
        Object.keys(granted),
      )
      assert.deepEqual(
        nooitGebruikt,
        Object.keys(granted).filter((naam) => !inLines.includes(naam)),
      )

      for (const found of doelen) {
        const own = lines.filter(({ doel }) => doel === found.doel)
        const toegekend = granted[found.doel] ?? []
        assert.equal(found.naam, toegekend.length > 0 ? 'Doel van een test' : null)
        assert.equal(found.vragen, own.length)
        assert.equal(found.geweigerd, own.filter(({ besluit }) => besluit === 'geweigerd').length)
        assert.equal(found.geleverd, own.filter(({ uitgeleverd }) => uitgeleverd.join() !== '').length)
        assert.equal(
          found.laatsteVraag,
          own
            .map(({ tijdstip }) => tijdstip)
            .sort()
            .at(-1) ?? null,
        )

        const given = verschillende(own.flatMap(({ uitgeleverd }) => uitgeleverd)).filter((naam) => naam !== 'techniek')
        assert.deepEqual(
          found.categorieen.map(({ categorie }) => categorie).sort(),
          verschillende([...toegekend, ...given]).sort(),
        )
        for (const { categorie, toegekend: is, geleverd } of found.categorieen) {
          assert.equal(is, toegekend.includes(categorie))
          assert.equal(geleverd, own.filter(({ uitgeleverd }) => uitgeleverd.includes(categorie)).length)
        }
        assert.deepEqual(
          found.nooitGeleverd,
          toegekend.filter((naam) => !given.includes(naam)),
        )

        const askers = own.flatMap(({ afnemer }) => (afnemer === null ? [] : [afnemer]))
        assert.deepEqual(
          found.afnemers.map(({ afnemer }) => afnemer).sort(),
          verschillende([...(holders[found.doel] ?? []), ...askers]).sort(),
        )
        for (const { afnemer, toegekend: is, vragen } of found.afnemers) {
          assert.equal(is, (holders[found.doel] ?? []).includes(afnemer))
          assert.equal(vragen, askers.filter((id) => id === afnemer).length)
        }
        assert.deepEqual(
          found.handelingen,
          verschillende(own.map(({ handeling }) => handeling))
            .sort()
            .map((handeling) => ({ handeling, vragen: own.filter((line) => line.handeling === handeling).length })),
        )
      }
    }),
  )
})

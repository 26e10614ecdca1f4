// weigeringen against an oracle: every refusal in exactly one row, the most frequent first.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { weigeringen } from '../../src/fg/weigeringen.ts'
import { regels, stream } from './regels.ts'

test('each refusal is in one row, with its first and last moment', async () => {
  await fc.assert(
    fc.asyncProperty(regels, async (lines) => {
      const { totaal, weigeringen: rijen } = await weigeringen(stream(lines))
      const refused = lines.filter(({ besluit }) => besluit === 'geweigerd')
      assert.equal(totaal, refused.length)
      assert.equal(
        rijen.reduce((som, { aantal }) => som + aantal, 0),
        totaal,
      )
      assert.equal(new Set(rijen.map(({ afnemer, doel, reden }) => `${afnemer}/${doel}/${reden}`)).size, rijen.length)
      for (const [index, rij] of rijen.entries()) {
        const own = refused
          .filter(({ afnemer, doel, reden }) => afnemer === rij.afnemer && doel === rij.doel && reden === rij.reden)
          .map(({ tijdstip }) => tijdstip)
          .sort()
        assert.deepEqual([rij.aantal, rij.eerste, rij.laatste], [own.length, own[0], own.at(-1)])
        assert.ok(rij.aantal <= (rijen[index - 1]?.aantal ?? Infinity))
      }
      assert.deepEqual((await weigeringen(stream(lines.toReversed()))).weigeringen, rijen)
    }),
  )
})

// inzage against an oracle: of this party all, of others none, and who it was only when asked.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { inzage } from '../../src/fg/inzage.ts'
import { TeVeel } from '../../src/fg/te-veel.ts'
import { regels, stream } from './regels.ts'

const pseudoniemen = ['k1:a', 'k2:a']

test('each consultation of the party under any key, by moment, and nothing of others', async () => {
  await fc.assert(
    fc.asyncProperty(regels, fc.boolean(), async (lines, intern) => {
      const own = lines.filter(({ betrokkenen }) => betrokkenen.join().includes(':a'))
      const asked = own.filter(({ handeling }) => !handeling.startsWith('fg'))
      const allowed = asked.filter(({ besluit }) => besluit === 'toegestaan')
      const expected = allowed
        .map((line, index) => ({ line, index }))
        .sort((a, b) => a.line.tijdstip.localeCompare(b.line.tijdstip) || a.index - b.index)
        .map(({ line: { tijdstip, doel, grondslag, handeling, uitgeleverd, afnemer, gebruiker } }) =>
          Object.assign(
            { tijdstip, doel, grondslag, handeling, uitgeleverd },
            intern ? { afnemer, gebruiker } : undefined,
          ),
        )
      assert.deepEqual(await inzage(stream(lines), { pseudoniemen, intern, hoogstens: 99 }), {
        raadplegingen: expected,
        geweigerd: asked.length - allowed.length,
        vragenVanFg: own.length - asked.length,
      })
    }),
  )
})

test('an answer that does not fit is none', async () => {
  await fc.assert(
    fc.asyncProperty(regels, fc.integer({ min: 0, max: 5 }), async (lines, hoogstens) => {
      const all = await inzage(stream(lines), { pseudoniemen, intern: true, hoogstens: 99 })
      const asked = inzage(stream(lines), { pseudoniemen, intern: true, hoogstens })
      if (all.raadplegingen.length > hoogstens) await assert.rejects(asked, TeVeel)
      else assert.deepEqual(await asked, all)
    }),
  )
})

// What Vektis adds and no category covers never stays, at any depth, and is counted so that somebody hears of it.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compileSnoei } from '../../src/doelbinding/snoei.ts'
import { structuren } from '../../src/domain/structuur.ts'

const cutFor = (...categorieen: string[]) =>
  compileSnoei(structuren.Zorgverlener, { mag: (_pad, categorie) => categorieen.includes(categorie) })

function counted(text: string, cut = compileSnoei(structuren.Zorgverlener, { mag: () => true })) {
  let unknown = 0
  const gesnoeid = cut(JSON.parse(text), { onbekend: () => unknown++ })
  return { gesnoeid, unknown }
}

describe('an unknown property', () => {
  it('is counted once at every depth, whatever hangs below it', () => {
    const text =
      '{"BSN":"1","Geslacht":{"Code":"M","Kleur":null},"Kwalificaties":[{"Code":"01","Cijfer":{"a":{"b":1}}},{"x":[1,2]}]}'
    assert.deepEqual(counted(text), {
      gesnoeid: { Geslacht: { Code: 'M' }, Kwalificaties: [{ Code: '01' }, {}] },
      unknown: 4,
    })
  })

  it('does not stay under a name that every object inherits, and changes no prototype', () => {
    const text = '{"__proto__":{"AGBCode":"1"},"constructor":1,"toString":null,"Geslacht":{"__proto__":{"Code":"M"}}}'
    const { gesnoeid, unknown } = counted(text)
    assert.deepEqual(gesnoeid, { Geslacht: {} })
    assert.equal(unknown, 4)
    assert.equal((gesnoeid as Record<string, unknown>)['AGBCode'], undefined)
  })

  it('does not stay under a name that only looks like a known one', () => {
    const look = ['agbcode', 'AGBcode', ' AGBCode', 'AGBCode ', 'AGB\u0421ode', '\uff21GBCode', 'AGBCode\u0000']
    const text = JSON.stringify(Object.fromEntries(look.map((naam) => [naam, '03000001'])))
    assert.deepEqual(counted(text), { gesnoeid: {}, unknown: look.length })
  })

  it('is not one that is known and withheld', () => {
    const text = '{"AGBCode":"03000001","GeboorteDatum":"1970-01-01T00:00:00","Geslacht":{"Kleur":1}}'
    assert.deepEqual(counted(text, cutFor('identificatie')), { gesnoeid: { AGBCode: '03000001' }, unknown: 0 })
  })

  it('stays out also when nobody counts', () => {
    assert.deepEqual(cutFor('identificatie')({ AGBCode: '03000001', BSN: '1' }), { AGBCode: '03000001' })
  })
})

// A ready answer: the bytes that one doel may see, made once, with a validator of those bytes and that doel.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createMemoryStore } from '../../src/cache/memory-store.ts'
import { createRender, headersVan, matches, type Ready } from '../../src/raadpleging/render.ts'
import { doelOf } from '../doelbinding/filter-doelen.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { entryOf, vraagOf } from './parts.ts'

const naam = doelOf({ id: 'naam', categorieen: ['naam'] })
const code = doelOf({ id: 'code', categorieen: ['identificatie'] })
const vraag = vraagOf('zorgverlener')

async function setup() {
  const clock = createFakeClock()
  const memory = createMemoryStore<Ready>({ maxBytes: 100_000, clock })
  let pseudonyms = 0
  const render = createRender({ pseudonym: (agbcode) => (pseudonyms++, `p-${agbcode}`), keepReady: memory.ready })
  const entry = entryOf(clock)
  await memory.set(vraag.sleutel, entry)
  return { clock, memory, render, entry, pseudonyms: () => pseudonyms }
}

describe('a ready answer', () => {
  it('holds what the doel may see, who it is about, and what was withheld', async () => {
    const { render, entry } = await setup()
    const ready = render(vraag, entry, naam, 'hash')
    assert.equal(ready.body.toString(), '{"Achternaam":"Jansen"}')
    assert.deepEqual(ready.betrokkenen, ['p-03000001'])
    assert.deepEqual(ready.uitgeleverd, ['naam'])
    assert.ok(ready.weggelaten.includes('identificatie') && !ready.weggelaten.includes('naam'))
    assert.ok(ready.bytes > ready.body.length)
  })

  it('is about everyone of whom it gives a value, each once', async () => {
    const { clock, render } = await setup()
    const rij = (AGBCode: string) => ({ AGBCode, Naam: 'X', ZorgpartijType: { Code: '1' } })
    const document = { Relaties: [rij('01000001'), rij('03000001'), rij('01000001')] }
    const doel = doelOf({ categorieen: ['relatienaam'] })
    const ready = render(vraagOf('zorgverlener-relaties'), entryOf(clock, { document }), doel, 'hash')
    assert.deepEqual(ready.betrokkenen.toSorted(), ['p-01000001', 'p-03000001'])
    assert.doesNotMatch(ready.body.toString(), /0[13]00000/)
  })

  it('of a code list needs no doel and concerns nobody', async () => {
    const { clock, render } = await setup()
    const entry = entryOf(clock, { document: [{ Code: 'NL', Omschrijving: 'Nederland' }] })
    const ready = render(vraagOf('referentie-landen', {}), entry, undefined, 'hash')
    assert.equal(ready.body.toString(), '[{"Code":"NL","Omschrijving":"Nederland"}]')
    assert.deepEqual([ready.betrokkenen, ready.weggelaten], [[], []])
  })

  it('is made once per entry and doel', async () => {
    const { clock, memory, render, entry, pseudonyms } = await setup()
    const first = render(vraag, entry, naam, 'hash')
    assert.equal(render(vraag, entry, naam, 'hash'), first)
    assert.equal(pseudonyms(), 1)
    assert.notEqual(render(vraag, entry, code, 'hash'), first)
    const later = entryOf(clock, { fetchedAt: clock.now() + 1 })
    await memory.set(vraag.sleutel, later)
    assert.notEqual(render(vraag, later, naam, 'hash'), first)
  })

  it('is made anew under another policy, for the same doel may by then give something else', async () => {
    const { render, entry } = await setup()
    const first = render(vraag, entry, naam, 'hash')
    const wider = doelOf({ id: 'naam', categorieen: ['naam', 'identificatie'] })
    const second = render(vraag, entry, wider, 'other hash')
    assert.equal(second.body.toString(), '{"AGBCode":"03000001","Achternaam":"Jansen"}')
    assert.notEqual(second.etag, first.etag)
  })

  it('has a strong validator: of its bytes and of the doel with its version', async () => {
    const { clock, render, entry } = await setup()
    const { etag } = render(vraag, entry, naam, 'hash')
    assert.match(etag, /^"[A-Za-z0-9_-]{43}"$/)
    const etagOf = (other = entry, doel = naam) => render(vraag, { ...other }, doel, 'hash').etag
    assert.equal(etagOf(), etag)
    assert.equal(etagOf(entryOf(clock, { document: { AGBCode: '9', Achternaam: 'Jansen' } })), etag)
    assert.notEqual(etagOf(entryOf(clock, { document: { Achternaam: 'Smit' } })), etag)
    assert.notEqual(etagOf(entry, { ...naam, naamVersie: 'naam@2' }), etag)
  })
})

const at = (now: number) => ({ actueel: now, now })

describe('the headers of an answer', () => {
  it('tell its age, its origin and what it lacks', async () => {
    const { clock, render, entry } = await setup()
    const ready = render(vraag, entry, naam, 'hash')
    const lezing = { entry, herkomst: 'cache', cacheStatus: 'agb-gateway; hit' } as const
    const headers = headersVan(ready, lezing, naam, { actueel: clock.now() + 1_000, now: clock.now() + 2_999 })
    assert.deepEqual(headers, {
      ETag: ready.etag,
      Vary: 'Authorization, X-API-Key, X-Doelbinding',
      Age: '2',
      'Cache-Control': 'private, no-cache',
      'Cache-Status': 'agb-gateway; hit',
      'AGB-Doel': 'naam@1',
      'AGB-Weggelaten': ready.weggelaten.join(', '),
      'AGB-Opgehaald-Op': '2026-11-22T12:00:00.000Z',
      'AGB-Actueel-Op': '2026-11-22T12:00:01.000Z',
    })
    assert.equal(
      headersVan(ready, { ...lezing, onbewezen: 'feed-achter' }, naam, at(0))['AGB-Onbewezen'],
      'feed-achter',
    )
    assert.equal(headersVan(ready, lezing, naam, at(clock.now() - 5_000))['Age'], '0')
  })

  it('name no doel and nothing withheld where there is none', async () => {
    const { clock, render } = await setup()
    const entry = entryOf(clock, { document: [] })
    const ready = render(vraagOf('referentie-landen', {}), entry, undefined, 'hash')
    const headers = headersVan(ready, { entry, herkomst: 'vektis', cacheStatus: 'x' }, undefined, at(clock.now()))
    for (const name of ['AGB-Doel', 'AGB-Weggelaten', 'AGB-Onbewezen']) assert.equal(name in headers, false)
  })
})

describe('If-None-Match', () => {
  const etag = '"abc"'

  it('names the validator alone, among others, weakly, or as any', () => {
    for (const header of ['"abc"', 'W/"abc"', '"x", "abc"', ' "x",W/"abc" ', '*', ' * '])
      assert.equal(matches(header, etag), true, header)
  })

  it('names another', () => {
    for (const header of ['', 'abc', '"ABC"', 'w/"abc"', '"x,*,y"', '"abc"x', 'W/ "abc"', '*x'])
      assert.equal(matches(header, etag), false, header)
    assert.equal(matches(undefined, etag), false)
  })
})

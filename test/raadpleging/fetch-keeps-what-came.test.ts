// What a fetch keeps: the cut document, its times from the start of the call, and every code the whole of it named.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Entry } from '../../src/cache/entry.ts'
import { bewaarsnede } from '../../src/doelbinding/bewaren.ts'
import { CallFailed, type CallOptions, type Outcome } from '../../src/domain/outcome.ts'
import { createFetchEntry, type Fetched } from '../../src/raadpleging/fetch-entry.ts'
import type { Vraag } from '../../src/raadpleging/vraag.ts'
import { doelOf } from '../doelbinding/filter-doelen.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { padVan } from '../../src/raadpleging/vraag.ts'
import { controlOf, problemOf, vraagOf } from './parts.ts'

function setup(outcome: Outcome, categorieen: readonly string[] = ['identificatie', 'naam']) {
  const clock = createFakeClock()
  const kept: Array<[string, Entry]> = []
  const calls: Array<[string, CallOptions | undefined]> = []
  const unknown: number[] = []
  const outcomes: Outcome[] = []
  const control = controlOf(async (path, options) => {
    calls.push([path, options])
    await clock.advance(250)
    return outcome
  })
  const fetchEntry = createFetchEntry({
    land: async (key, entry, early) => {
      early?.()
      kept.push([key, entry])
      return true
    },
    volg: async () => assert.fail('it is no list of changed codes'),
    clock,
    bewaarsnede: (bevraging) => bewaarsnede([doelOf({ categorieen })], bevraging, clock.now()),
    houdbaarheid: () => ({ vers: 1000, oud: 500 }),
    onUnknown: (_bevraging, count) => unknown.push(count),
    onOutcome: (_bevraging, came) => outcomes.push(came),
  })
  return {
    start: clock.now(),
    kept,
    calls,
    unknown,
    outcomes,
    control,
    fetch: async (vraag: Vraag) => (await fetchEntry(vraag, control)).entry,
  }
}

const detail = vraagOf('zorgverlener')
const relaties = vraagOf('zorgverlener-relaties')

describe('a fetch', () => {
  it('keeps the cut document under the key of its question, timed from the start of the call', async () => {
    const document = { AGBCode: '03000001', Achternaam: 'Jansen', Geslacht: { Code: 'M' } }
    const { start, kept, calls, control, unknown, fetch } = setup({ kind: 'record', document })
    const entry = await fetch(detail)
    assert.deepEqual(entry, {
      fetchedAt: start,
      staleAt: start + 1000,
      deleteAt: start + 1500,
      scope: ['identificatie', 'naam'],
      tags: ['03000001'],
      document: { AGBCode: '03000001', Achternaam: 'Jansen' },
    })
    assert.equal(kept[0]?.[0], detail.sleutel)
    assert.equal(kept[0]?.[1], entry)
    const { signal, mayStart, answered: onAnswer } = control
    assert.deepEqual(calls, [[padVan(detail), { signal, mayStart, onAnswer }]])
    assert.deepEqual(unknown, [])
  })

  it('keeps that a party is absent, under its own code', async () => {
    const { start, kept, outcomes, fetch } = setup({ kind: 'absent' })
    const entry = await fetch(detail)
    assert.equal(entry.document, undefined)
    assert.deepEqual(entry.tags, ['03000001'])
    assert.equal(entry.staleAt, start + 1000)
    assert.equal(kept.length, 1)
    assert.deepEqual(outcomes, [{ kind: 'absent' }])
  })

  it('tags every code of the whole document, also of rows and values that the cut takes out', async () => {
    const Relaties = [
      { AGBCode: '01000002', Naam: 'X' },
      { AGBCode: '01000001' },
      { AGBCode: 'x' },
      { AGBCode: 1 },
      null,
    ]
    const { fetch } = setup({ kind: 'record', document: { AGBCode: '03000001', Relaties } }, [])
    assert.deepEqual((await fetch(relaties)).tags, ['01000001', '01000002', '03000001'])
  })

  it('tags nothing where no party is named', async () => {
    const { fetch } = setup({ kind: 'record', document: [{ Code: 'NL', Omschrijving: 'Nederland' }] })
    const entry = await fetch(vraagOf('referentie-landen', {}))
    assert.deepEqual(entry.tags, [])
    assert.deepEqual(entry.document, [{ Code: 'NL', Omschrijving: 'Nederland' }])
  })

  it('counts what nobody knows at every depth, also where the cut takes all of it out', async () => {
    const document = { BSN: '1', Geslacht: { Code: 'M', Kleur: 1 }, Kwalificaties: [{ Ster: 1 }], Achternaam: {} }
    const { unknown, fetch } = setup({ kind: 'record', document }, [])
    assert.deepEqual((await fetch(detail)).document, {})
    assert.deepEqual(unknown, [4])
  })
})

describe('the answer of a fetch', () => {
  it('goes ahead to who asked elsewhere, not to be held, before it is decided what becomes of it', async () => {
    const { kept, control, fetch } = setup({ kind: 'record', document: { AGBCode: '03000001' } })
    const told: Array<{ fetched: Fetched; kept: number }> = []
    control.early = (fetched) => told.push({ fetched, kept: kept.length })
    const entry = await fetch(detail)
    assert.deepEqual(told, [{ fetched: { entry, mayBeHeld: false }, kept: 0 }])
  })

  it('does not when it is about no single party', async () => {
    const { control, fetch } = setup({ kind: 'record', document: [{ Code: 'NL', Omschrijving: 'Nederland' }] })
    control.early = () => assert.fail('it may be large, or need more to be done')
    await fetch(vraagOf('referentie-landen', {}))
  })

  it('does not when nothing came', async () => {
    const { control, fetch } = setup({ kind: 'limited' })
    control.early = () => assert.fail('there is nothing to give')
    await problemOf(fetch(detail))
  })
})

describe('a fetch that brought nothing', () => {
  const failures: Array<[Outcome, string]> = [
    [{ kind: 'refused', status: 400 }, 'vektis-weigert-vraag'],
    [{ kind: 'refused', status: 401 }, 'vektis-faalt'],
    [{ kind: 'refused', status: 403 }, 'vektis-faalt'],
    [{ kind: 'failed', reason: 'timeout' }, 'vektis-te-laat'],
    [{ kind: 'failed', reason: 'reset' }, 'vektis-faalt'],
    [{ kind: 'failed', reason: 'status', status: 500 }, 'vektis-faalt'],
    [{ kind: 'limited' }, 'vektis-begrenst'],
  ]
  for (const [outcome, code] of failures) {
    it(`keeps nothing and says so: ${JSON.stringify(outcome)} is ${code}`, async () => {
      const { kept, outcomes, fetch } = setup(outcome)
      const problem = await problemOf(fetch(detail))
      assert.equal(problem.code, code)
      assert.ok(problem.cause instanceof CallFailed)
      assert.equal(problem.cause.outcome, outcome)
      assert.deepEqual(kept, [])
      assert.deepEqual(outcomes, [outcome])
    })
  }

  it('because nothing was sent is no call, and counts as none', async () => {
    const { outcomes, fetch } = setup({ kind: 'failed', reason: 'not-sent' })
    assert.equal((await problemOf(fetch(detail))).code, 'vektis-faalt')
    assert.deepEqual(outcomes, [])
  })

  it('passes on when Vektis wants to be asked again, in whole seconds and at least one', async () => {
    for (const [seconds, said] of [
      [undefined, '1'],
      [0.2, '1'],
      [2.1, '3'],
      [30, '30'],
    ] as const) {
      const outcome: Outcome = { kind: 'limited', ...(seconds !== undefined && { retryAfterSeconds: seconds }) }
      const { headers, detail: words } = await problemOf(setup(outcome).fetch(detail))
      assert.equal(headers['Retry-After'], said)
      assert.match(words, new RegExp(`over ${said} s`))
    }
  })

  it('is also a document of another shape than its schema', async () => {
    for (const [vraag, document] of [
      [detail, null],
      [detail, []],
      [detail, 'onderhoud'],
      [vraagOf('referentie-landen', {}), {}],
    ] as const) {
      const { kept, outcomes, unknown, fetch } = setup({ kind: 'record', document })
      assert.equal((await problemOf(fetch(vraag))).code, 'vektis-faalt')
      assert.deepEqual(kept, [])
      assert.deepEqual(outcomes, [{ kind: 'failed', reason: 'wrong-shape' }])
      assert.deepEqual(unknown, [])
    }
  })
})

// Whatever Vektis sends and whatever the policy says: what is delivered is exactly what a second opinion allows.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { bewaarsnede, compileKennis } from '../../src/doelbinding/bewaren.ts'
import { compileFilter } from '../../src/doelbinding/filter-velden.ts'
import { opent } from '../../src/doelbinding/resolve-doel.ts'
import { type Antwoordsoort, antwoorden } from '../../src/domain/antwoorden.ts'
import { bewerkingen, catalogus } from '../../src/domain/catalogus.ts'
import { createDice, type Dice, documentOf } from './filter-documents.ts'
import { doelOf, type Words } from './filter-doelen.ts'
import { allowed, tableOf } from './filter-oracle.ts'

const RUNS = 100_000
const soorten = Object.keys(antwoorden) as Antwoordsoort[]
const tables = new Map(soorten.map((soort) => [soort, tableOf(soort)]))
const namen = [
  ...new Set(
    [...tables.values()].flatMap((table) =>
      [...table.values()].flatMap((p) => (p.kind === 'leaf' ? [p.categorie] : [])),
    ),
  ),
]

/** One doel of a policy: from nothing granted to all. */
function wordsOf(dice: Dice, id: string): Required<Omit<Words, 'verlooptOp'>> {
  const categorieen = dice.pick([() => dice.some(namen), () => [dice.pick(namen)], () => namen, () => []])()
  return {
    id,
    categorieen,
    partijtypen: dice.some(['zorgverlener', 'onderneming', 'vestiging']),
    bewerkingen: dice.once(2) ? bewerkingen : dice.some(bewerkingen),
    zorgsoorten: dice.once(2) ? dice.some(['01', '03', '05']) : undefined,
  }
}

/** The words of `assert` only where there is something to say: they are dear. */
function same(given: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(given, expected)) assert.deepStrictEqual(given, expected)
}

test(`${RUNS} documents, each under a policy and a purpose of its own`, () => {
  const seen = { delivered: 0, emptied: 0, otherShape: 0, parties: 0, kept: 0 }
  const run = (seed: number) => {
    const dice = createDice(seed)
    const soort = dice.pick(soorten)
    const table = tables.get(soort) ?? new Map()
    const document = documentOf(dice, soort)
    const policy = Array.from({ length: 1 + dice.below(3) }, (_, index) => wordsOf(dice, `doel-${index}`))
    const purpose = dice.pick(policy)
    const doel = doelOf(purpose)
    const untouched = dice.once(20) ? structuredClone(document) : document
    const expected = allowed(soort, table, document, purpose)

    const filter = compileFilter(soort, doel)
    const given = filter.filter(document)
    same(given.document, expected.document)
    same(given.wederpartijen, expected.wederpartijen)
    same(document, untouched)

    // The same, by way of what is kept at rest for all doelen of the policy together.
    const bevraging = catalogus.find((b) => b.antwoord === soort && opent(doel, b))
    const known = bevraging && compileKennis(bevraging)(document)
    if (bevraging && known !== undefined) {
      const kept = bewaarsnede(policy.map(doelOf), bevraging, 0).snoei(known)
      same(filter.filter(kept).document, expected.document)
      same(filter.filter(kept).wederpartijen, expected.wederpartijen)
      seen.kept += 1
    }
    if (expected.document === undefined) seen.otherShape += 1
    else if (Object.keys(expected.document).length === 0) seen.emptied += 1
    else seen.delivered += 1
    seen.parties += expected.wederpartijen.length
  }
  fc.assert(fc.property(fc.noShrink(fc.integer()), run), { numRuns: RUNS })
  // The second opinion must have had something to say.
  for (const [what, times] of Object.entries(seen)) assert.ok(times > RUNS / 1000, `${what}: only ${times}`)
  assert.ok(seen.delivered > RUNS / 3, `delivered: only ${seen.delivered}`)
})

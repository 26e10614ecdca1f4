// What tests of the questions share: random lines out of few values, so that they meet, and a stream of them.

import * as fc from 'fast-check'
import type { Auditregel } from '../../src/audit/regel.ts'
import { makeRegel } from '../audit/parts.ts'

export const BEGIN = Date.parse('2026-10-24T00:00:00Z')

const some = <T>(...waarden: T[]) => fc.constantFrom(...waarden)

/** Three days around the night in which the clock goes back, to the minute: moments coincide too. */
const moment = fc.integer({ min: 0, max: 3 * 24 * 60 }).map((m) => new Date(BEGIN + m * 60_000).toISOString())

export const regel: fc.Arbitrary<Auditregel> = fc
  .record({
    tijdstip: moment,
    afnemer: some('zis', 'epd', null),
    gebruiker: some('jan', 'Zoë', null),
    doel: some('smal@1', 'smal@2', 'breed@1', null),
    handeling: some('raadplegen-zorgverlener', 'raadplegen-relaties', 'fg-inzage', 'policy-gewijzigd'),
    betrokkenen: fc.array(some('k1:a', 'k2:a', 'k1:b', 'k1:c'), { maxLength: 3 }),
    uitgeleverd: fc.subarray(['naam', 'identificatie', 'adres', 'techniek', 'beheerder', 'van-vroeger']),
    besluit: some('toegestaan' as const, 'geweigerd' as const),
    reden: some('doel-verlopen', 'buiten-rijfilter', null),
    status: some(200, 304, 403, 404),
  })
  .map(({ tijdstip, ...change }) =>
    Object.assign(makeRegel(change), { tijdstip, keten: 'k', volgnummer: 1, vorige: null, hash: '' }),
  )

export const regels = fc.array(regel, { maxLength: 40 })

export async function* stream(waarden: readonly Auditregel[]): AsyncGenerator<Auditregel> {
  yield* waarden
}

/** All different values of one property, in the order in which they come. */
export const verschillende = <T>(waarden: readonly T[]): T[] => [...new Set(waarden)]

// The audit names everyone of whom a value is given: the cut tells whose rows those are.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compileSnoei, type Snoeiopdracht } from '../../src/doelbinding/snoei.ts'
import { structuren } from '../../src/domain/structuur.ts'

const rij = (AGBCode: string, Naam?: string) => ({ AGBCode, ...(Naam && { Naam }) })

/** Cuts relaties down to names; gives what stays and whose rows were told. */
function told(relaties: unknown, rijen: NonNullable<Snoeiopdracht['rijen']> = { pad: 'Relaties', mag: () => true }) {
  const cut = compileSnoei(structuren.ZorgpartijRelaties, {
    mag: (_pad, categorie) => categorie === 'relatienaam',
    rijen,
  })
  const codes: unknown[] = []
  const document = cut({ Relaties: relaties }, { rij: (gezien) => codes.push((gezien as { AGBCode: string }).AGBCode) })
  return { document, codes }
}

describe('rows of other parties', () => {
  it('are told as they came in, with the code that does not stay', () => {
    const { document, codes } = told([rij('01000001', 'Jansen'), rij('01000002', 'Smit')])
    assert.deepEqual(document, { Relaties: [{ Naam: 'Jansen' }, { Naam: 'Smit' }] })
    assert.deepEqual(codes, ['01000001', '01000002'])
  })

  it('are not told when nothing of them stays', () => {
    const { document, codes } = told([rij('01000001'), null, 'x', rij('01000002', 'Smit')])
    assert.deepEqual(document, { Relaties: [{}, null, { Naam: 'Smit' }] })
    assert.deepEqual(codes, ['01000002'])
  })

  it('are left out, untold, where they may not be seen', () => {
    const mag = (row: unknown) => (row as { AGBCode: string } | null)?.AGBCode === '01000002'
    const { document, codes } = told([rij('01000001', 'Jansen'), rij('01000002', 'Smit'), null], {
      pad: 'Relaties',
      mag,
    })
    assert.deepEqual(document, { Relaties: [{ Naam: 'Smit' }] })
    assert.deepEqual(codes, ['01000002'])
  })

  it('stay the same when nobody listens', () => {
    const rijen = { pad: 'Relaties', mag: () => true }
    const cut = compileSnoei(structuren.ZorgpartijRelaties, { mag: () => true, rijen })
    assert.deepEqual(cut({ Relaties: [rij('01000001', 'Jansen')] }), { Relaties: [rij('01000001', 'Jansen')] })
  })

  it('are only those of the list that was named', () => {
    const { document, codes } = told([rij('01000001', 'Jansen')], { pad: 'Andere', mag: () => false })
    assert.deepEqual(document, { Relaties: [{ Naam: 'Jansen' }] })
    assert.deepEqual(codes, [])
  })
})

// What a doel does not open is refused, with the reason and who to ask: operation first, then party, then zorgsoort.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Policy } from '../../src/doelbinding/policy.ts'
import { eisOpen, opent } from '../../src/doelbinding/resolve-doel.ts'
import { type Bevraging, catalogus } from '../../src/domain/catalogus.ts'
import { Problem } from '../../src/errors.ts'
import { doelOf, type Words } from './filter-doelen.ts'

const policy = { verwerkingsverantwoordelijke: { naam: 'X', fg: 'fg@testziekenhuis.example' } } as Policy

function bevraging(id: string): Bevraging {
  const found = catalogus.find((b) => b.id === id)
  assert.ok(found, id)
  return found
}

/** Undefined when it is open, else the refusal. */
function refusal(words: Words, id: string, zorgsoort?: string): Problem | undefined {
  try {
    eisOpen(policy, doelOf(words), bevraging(id), zorgsoort)
    return undefined
  } catch (fault) {
    assert.ok(fault instanceof Problem)
    assert.equal(fault.status, 403)
    assert.match(fault.detail, /Vraag de FG: fg@testziekenhuis\.example\.$/)
    return fault
  }
}

describe('a doel', () => {
  it('opens a question by all its operations', () => {
    for (const [bewerkingen, open] of [
      [['detail', 'peildatum'], true],
      [['detail'], false],
      [['peildatum'], false],
      [[], false],
    ] as const) {
      assert.equal(opent(doelOf({ bewerkingen }), bevraging('zorgverlener-peildatum')), open)
      assert.equal(refusal({ bewerkingen }, 'zorgverlener-peildatum') === undefined, open)
    }
  })

  it('is told every operation that it lacks', () => {
    const { code, detail } = refusal({ bewerkingen: ['lijst'] }, 'zorgverlener-peildatum') ?? {}
    assert.equal(code, 'bewerking-buiten-doel')
    assert.match(detail ?? '', /bewerking detail en peildatum\./)
    assert.match(refusal({ bewerkingen: ['detail'] }, 'zorgverlener-peildatum')?.detail ?? '', /bewerking peildatum\./)
  })

  it('opens a question by its kind of party, and one about all kinds always', () => {
    const words = { partijtypen: ['vestiging'] }
    const { code, detail } = refusal(words, 'zorgverlener') ?? {}
    assert.equal(code, 'partijtype-buiten-doel')
    assert.match(detail ?? '', /een zorgverlener\./)
    for (const id of ['vestiging', 'vestiging-mutaties', 'zorgpartij-mutaties', 'zorgpartijen', 'test']) {
      assert.equal(refusal(words, id), undefined, id)
      assert.equal(opent(doelOf(words), bevraging(id)), true, id)
    }
    assert.equal(opent(doelOf(words), bevraging('zorgverlener')), false)
    assert.equal(refusal({ ...words, bewerkingen: [] }, 'zorgverlener')?.code, 'bewerking-buiten-doel')
  })

  it('without a row filter opens every zorgsoort', () => {
    assert.equal(refusal({}, 'zorgpartijen-zorgsoort', '05'), undefined)
    assert.equal(refusal({}, 'zorgpartij-mutaties'), undefined)
  })

  it('with a row filter opens its zorgsoorten', () => {
    const words = { zorgsoorten: ['03'] }
    assert.equal(refusal(words, 'zorgpartijen-zorgsoort', '03'), undefined)
    assert.equal(refusal(words, 'zorgverlener-mutaties-zorgsoort', '03'), undefined)
    for (const id of ['zorgpartijen-zorgsoort', 'zorgverlener-mutaties-zorgsoort']) {
      const { code, detail } = refusal(words, id, '05') ?? {}
      assert.equal(code, 'zorgsoort-buiten-doel')
      assert.match(detail ?? '', /niet voor deze zorgsoort/)
    }
  })

  it('with a row filter sees mutaties per zorgsoort alone, and the list and details as a whole', () => {
    const words = { zorgsoorten: ['03'] }
    const { code, detail } = refusal(words, 'vestiging-mutaties') ?? {}
    assert.equal(code, 'zorgsoort-buiten-doel')
    assert.match(detail ?? '', /alleen per zorgsoort/)
    for (const id of ['zorgpartijen', 'zorgverlener', 'zorgverlener-relaties'])
      assert.equal(refusal(words, id), undefined, id)
  })
})

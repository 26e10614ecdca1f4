// Which doel a question is asked for: the named one when the caller has it, its only one when none is named, else none.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Afnemer, Doel, Policy } from '../../src/doelbinding/policy.ts'
import { doelFouten, resolveDoel, vanKracht } from '../../src/doelbinding/resolve-doel.ts'
import { Problem } from '../../src/errors.ts'
import { doelOf } from './filter-doelen.ts'

const policy = { verwerkingsverantwoordelijke: { naam: 'X', fg: 'fg@testziekenhuis.example' } } as Policy

const afnemer = (...doelen: Doel[]): Afnemer => ({
  id: 'zis',
  naam: 'ZIS',
  contact: 'beheer@testziekenhuis.example',
  doelen,
  rollen: new Set(),
  gewicht: 1,
})
const een = doelOf({ id: 'een' })
const twee = doelOf({ id: 'twee' })

/** The refusal: code and words. */
function refusal(work: () => unknown): { code: string; detail: string } {
  let thrown: unknown
  try {
    work()
  } catch (fault) {
    thrown = fault
  }
  assert.ok(thrown instanceof Problem, 'not refused')
  return { code: thrown.code, detail: thrown.detail }
}

describe('the doel of a question', () => {
  it('is the one named', () => {
    assert.equal(resolveDoel(policy, afnemer(een, twee), 'twee', 0), twee)
    assert.equal(resolveDoel(policy, afnemer(een), 'een', 0), een)
  })

  it('is the only one when none is named', () => {
    assert.equal(resolveDoel(policy, afnemer(twee), undefined, 0), twee)
    assert.deepEqual(doelFouten(afnemer(twee), undefined), [])
    assert.deepEqual(doelFouten(afnemer(), undefined), [])
  })

  it("is refused in the same words when it is unknown, another caller's, or there is none at all", () => {
    const unknown = refusal(() => resolveDoel(policy, afnemer(een), 'bestaat-niet', 0))
    assert.equal(unknown.code, 'doel-niet-toegestaan')
    assert.match(unknown.detail, /fg@testziekenhuis\.example/)
    assert.deepEqual(
      refusal(() => resolveDoel(policy, afnemer(een), 'twee', 0)),
      unknown,
    )
    assert.deepEqual(
      refusal(() => resolveDoel(policy, afnemer(), undefined, 0)),
      unknown,
    )
    assert.deepEqual(
      refusal(() => resolveDoel(policy, afnemer(een), 'constructor', 0)),
      unknown,
    )
  })

  it('holds until the moment it ends, and not at it', () => {
    const kort = doelOf({ id: 'kort', verlooptOp: 1000 })
    assert.equal(resolveDoel(policy, afnemer(kort), 'kort', 999), kort)
    const { code, detail } = refusal(() => resolveDoel(policy, afnemer(kort), 'kort', 1000))
    assert.equal(code, 'doel-verlopen')
    assert.match(detail, /geldigheid.*fg@testziekenhuis\.example/)
    assert.equal(vanKracht(kort, 999), true)
    assert.equal(vanKracht(kort, 1000), false)
    assert.equal(vanKracht(een, Number.MAX_SAFE_INTEGER), true)
  })
})

describe('the way a doel is named', () => {
  it('is at fault when there are several and none is named', () => {
    const [fout, ...rest] = doelFouten(afnemer(een, twee), undefined)
    assert.deepEqual({ in: fout?.in, naam: fout?.naam }, { in: 'header', naam: 'X-Doelbinding' })
    assert.match(fout?.melding ?? '', /meer dan een/)
    assert.deepEqual(rest, [])
  })

  it('is at fault when it cannot be the name of one', () => {
    for (const naam of ['', ' ', 'een, twee', 'een,twee', 'Een', '-een', 'één', 'een\n', 'a'.repeat(65), 'een@1']) {
      const [fout, ...rest] = doelFouten(afnemer(een), naam)
      assert.deepEqual({ in: fout?.in, naam: fout?.naam }, { in: 'header', naam: 'X-Doelbinding' }, naam)
      assert.match(fout?.melding ?? '', /precies een doel/)
      assert.deepEqual(rest, [])
    }
    for (const naam of ['een', '0', 'a-0-', 'a'.repeat(64)]) assert.deepEqual(doelFouten(afnemer(een, twee), naam), [])
  })
})

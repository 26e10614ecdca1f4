// What X says of Y, Y says of X: the same period and type, with the mirrored role.

import assert from 'node:assert/strict'
import test from 'node:test'
import type { ZorgpartijRelaties } from '../../src/domain/antwoorden.ts'
import { relatiesOf } from '../../src/sandbox/answers/relaties.ts'
import { createRegister } from '../../src/sandbox/register/register.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const MIRROR: Readonly<Record<string, string>> = { '16': '17', '17': '16', '93': '94', '94': '93' }

test('relations stand on both sides', () => {
  const register = createRegister({ clock: createFakeClock(), seed: 1 })
  const today = register.vandaag()
  const seen = new Set<string>()
  let count = 0
  for (const partij of register.all()) {
    const { status, body } = relatiesOf(register, partij, today)
    if (status !== 200) continue
    const { AGBCode, Relaties } = body as ZorgpartijRelaties
    for (const relatie of Relaties) {
      count += 1
      seen.add(`${partij.type}-${relatie.ZorgpartijType.Omschrijving}-${relatie.Rol.Code}`)
      const ander = register.find(relatie.AGBCode)!
      const terug = relatiesOf(register, ander, today).body as ZorgpartijRelaties
      const same = terug.Relaties.filter(
        (each) => each.AGBCode === AGBCode && each.Type.Code === relatie.Type.Code && each.Aanvang === relatie.Aanvang,
      )
      assert.equal(same.length, 1)
      assert.equal(same[0]?.Rol.Code, MIRROR[relatie.Rol.Code] ?? relatie.Rol.Code)
      assert.equal(same[0]?.Einde, relatie.Einde)
      assert.deepEqual(same[0]?.Zorgaanbod, relatie.Zorgaanbod)
    }
  }
  assert.ok(count > 2000)
  // An onderneming sees its sites as "Vestiging van" (17), a site its onderneming as "Onderneming van" (16).
  for (const kind of ['onderneming-Vestiging-17', 'vestiging-Onderneming-16', 'zorgverlener-Vestiging-3']) {
    assert.ok(seen.has(kind), kind)
  }
  assert.ok(!seen.has('onderneming-Vestiging-16') && !seen.has('vestiging-Onderneming-17'))
})

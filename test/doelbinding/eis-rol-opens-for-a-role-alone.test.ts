// A role opens what is for the FG or the operators; another role, or any doel, does not.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eisRol } from '../../src/doelbinding/eis-rol.ts'
import { type Rol, rollen } from '../../src/doelbinding/policy.ts'

const met = (...namen: Rol[]) => ({ rollen: new Set(namen) })

test('with the role', () => {
  for (const rol of rollen) assert.doesNotThrow(() => eisRol(met(rol), rol))
  assert.doesNotThrow(() => eisRol(met('beheer', 'fg'), 'fg'))
})

test('without it', () => {
  for (const rol of rollen)
    for (const afnemer of [met(), met(...rollen.filter((other) => other !== rol))])
      assert.throws(() => eisRol(afnemer, rol), { code: 'rol-ontbreekt', status: 403 })
})

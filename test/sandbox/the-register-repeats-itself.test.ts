// The same seed on the same day gives the same register; another seed another one.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import test from 'node:test'
import { createRegister, type Register } from '../../src/sandbox/register/register.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const build = (seed: number, hour: number) =>
  createRegister({ clock: createFakeClock(Date.parse(`2026-11-22T${hour}:00:00Z`)), seed })

const hash = (register: Register) => {
  const alle = register.all()
  const contents = alle.map((partij) => [partij, register.relatiesOf(partij.document.AGBCode)])
  return createHash('sha256').update(JSON.stringify(contents)).digest('hex')
}

test('the register repeats itself', () => {
  assert.equal(hash(build(1, 10)), hash(build(1, 21)))
  assert.notEqual(hash(build(1, 10)), hash(build(2, 10)))
})

test('the register is large, and the codes of the demo are in it whatever the seed', () => {
  for (const seed of [1, 2]) {
    const register = build(seed, 10)
    assert.ok(register.all().length > 2500)
    assert.equal(register.find('03000001')?.document.Zorgsoort.Code, '03')
    assert.equal(register.find('06000001')?.type, 'onderneming')
    assert.equal(register.find('71000001')?.type, 'vestiging')
    assert.equal(register.find('01000001')?.document.Einde, null)
    assert.ok(register.relatiesOf('03000001').length > 1)
  }
})

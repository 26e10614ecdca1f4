// The policy in force follows its file: whole, announced first, and never half-written or faulty.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Policy } from '../../src/doelbinding/policy.ts'
import { createPolicyLife } from '../../src/policy/policy-life.ts'
import { readPolicy } from '../../src/policy/read-policy.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { validPolicy } from './valid.ts'

const changed = validPolicy.replace('naam: ZIS', 'naam: ZIS twee')
const again = validPolicy.replace('naam: ZIS', 'naam: ZIS drie')
const faulty = validPolicy.replace('versie: 1', 'versie: 2')

const isError = (content: string | Error): content is Error => content instanceof Error

function start(t: { after: (end: () => Promise<void>) => void }) {
  const lezing = readPolicy(Buffer.from(validPolicy), 'p.yaml')
  assert.ok('policy' in lezing)
  const clock = createFakeClock()
  let content: string | Error = validPolicy
  let announce = async (_oud: Policy, _nieuw: Policy): Promise<void> => {}
  const told: string[] = []
  const life = createPolicyLife({
    first: lezing.policy,
    file: 'p.yaml',
    read: async () => {
      if (isError(content)) throw content
      return Buffer.from(content)
    },
    clock,
    announce: (oud, nieuw) => announce(oud, nieuw),
    onChange: (oud, nieuw) => {
      assert.equal(life.policy(), nieuw)
      told.push(`${naamVan(oud)} -> ${naamVan(nieuw)}`)
    },
    onRefused: (faults) => void told.push(...faults),
  })
  t.after(life.close)
  return {
    clock,
    told,
    life,
    naam: () => naamVan(life.policy()),
    write: (text: string | Error) => {
      content = text
    },
    announced: (how: typeof announce) => {
      announce = how
    },
  }
}

const naamVan = (policy: Policy) => policy.afnemers.get('zis')?.naam

test('within two seconds, and once', async (t) => {
  const { clock, told, naam, write } = start(t)
  write(changed)
  await clock.advance(2_000)
  assert.equal(naam(), 'ZIS twee')
  await clock.advance(60_000)
  assert.deepEqual(told, ['ZIS -> ZIS twee'])
})

test('a file that is still being written is waited for', async (t) => {
  const { clock, told, naam, write } = start(t)
  // Sound by itself, but without the last afnemer.
  write(changed.slice(0, changed.indexOf('  erp:')))
  await clock.advance(1_000)
  write(changed)
  await clock.advance(1_000)
  assert.equal(naam(), 'ZIS')
  await clock.advance(1_000)
  assert.deepEqual([naam(), told], ['ZIS twee', ['ZIS -> ZIS twee']])
})

test('a faulty file is refused once, with its places, and the old policy stays', async (t) => {
  const { clock, told, naam, write } = start(t)
  write(faulty)
  await clock.advance(60_000)
  assert.deepEqual(told, ['p.yaml:1:9 versie: deze gateway kent alleen versie 1; schrijf versie: 1'])
  assert.equal(naam(), 'ZIS')
  write(changed)
  await clock.advance(2_000)
  assert.equal(naam(), 'ZIS twee')
  write(faulty)
  await clock.advance(2_000)
  assert.equal(told.length, 3, 'refused anew after a sound one')
})

test('a file that is gone or empty is refused, and back again says nothing', async (t) => {
  const { clock, told, naam, write } = start(t)
  write(Object.assign(new Error('gone'), { code: 'ENOENT' }))
  await clock.advance(10_000)
  assert.deepEqual(told, ['p.yaml: kan niet worden gelezen (ENOENT)'])
  write('')
  await clock.advance(2_000)
  assert.equal(told.length, 2)
  write(validPolicy)
  await clock.advance(10_000)
  assert.deepEqual([told.length, naam()], [2, 'ZIS'])
})

test('a change that cannot be announced is not in force, and comes again', async (t) => {
  const { clock, told, naam, write, announced } = start(t)
  announced(() => Promise.reject(new Error('no audit')))
  write(changed)
  await clock.advance(10_000)
  assert.deepEqual([naam(), told], ['ZIS', []])
  announced(async () => {})
  await clock.advance(1_000)
  assert.equal(naam(), 'ZIS twee')
})

test('it is not in force before it is announced, and changes come one by one', async (t) => {
  const { clock, told, naam, write, announced } = start(t)
  const held = Promise.withResolvers<void>()
  announced(() => held.promise)
  write(changed)
  await clock.advance(5_000)
  assert.equal(naam(), 'ZIS')
  write(again)
  await clock.advance(5_000)
  held.resolve()
  await clock.advance(3_000)
  assert.deepEqual(told, ['ZIS -> ZIS twee', 'ZIS twee -> ZIS drie'])
})

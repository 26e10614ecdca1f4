// Doelen, approvals and keys that lapse are told 30 days ahead: at start, on a change, and every day.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Naderend } from '../../src/policy/naderend.ts'
import { readPolicy } from '../../src/policy/read-policy.ts'
import { createTermijnen } from '../../src/policy/termijnen.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { fakeHash, validPolicy } from './valid.ts'

const DAY = 86_400_000
const text = validPolicy.replace(`"${fakeHash('erp')}"`, `{ sleutel: "${fakeHash('erp')}", geldigTot: 2027-06-30 }`)

function start(day: string) {
  const lezing = readPolicy(Buffer.from(text), 'p')
  assert.ok('policy' in lezing)
  const told: Naderend[] = []
  const clock = createFakeClock(Date.parse(`${day}T12:00:00+02:00`))
  const termijnen = createTermijnen({ policy: () => lezing.policy, clock, onNear: (near) => void told.push(near) })
  return { told, clock, termijnen }
}

test('quiet as long as there is more than a month', async (t) => {
  const { told, clock, termijnen } = start('2027-05-29')
  t.after(termijnen.close)
  assert.deepEqual(told, [])
  await clock.advance(2 * DAY)
  assert.deepEqual(told, [])
  await clock.advance(DAY)
  assert.deepEqual(told, [{ doelen: [], goedkeuringen: [], sleutels: ['erp'] }])
})

test('each kind, every day again, also after it lapsed', async (t) => {
  const { told, clock, termijnen } = start('2027-10-03')
  t.after(termijnen.close)
  assert.deepEqual(told, [{ doelen: [], goedkeuringen: ['declaratie'], sleutels: ['erp'] }])
  termijnen.check()
  assert.equal(told.length, 2)
  await clock.advance(100 * DAY)
  assert.equal(told.length, 102)
  assert.deepEqual(told.at(-1), { doelen: ['declaratie'], goedkeuringen: ['declaratie'], sleutels: ['erp'] })
})

test('nothing is told any more after it is closed', async () => {
  const { told, clock, termijnen } = start('2027-10-03')
  termijnen.close()
  await clock.advance(3 * DAY)
  assert.equal(told.length, 1)
})

// Active relations, all of them, those of a day; 404 when there are none or the party is not active.

import assert from 'node:assert/strict'
import test from 'node:test'
import type { ZorgpartijRelaties } from '../../src/domain/antwoorden.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { withSandbox } from '../support/sandbox.ts'

const DAY = 86_400_000

test('relations follow the day', async (t) => {
  const clock = createFakeClock(Date.parse('2026-11-22T12:00:00Z'))
  const { control, get } = await withSandbox(t, { clock })
  const codes = async (rest: string) => {
    const { json } = await get(`/v2/zorgverleners/03000001/relaties${rest}`)
    return (json() as ZorgpartijRelaties).Relaties.map((relatie) => relatie.AGBCode).sort()
  }
  const all = ['06000001', '71000001', '71000002']
  assert.deepEqual(await codes(''), all)

  control.mutate({ kind: 'end', agbcode: '71000002', einde: '2026-11-25' })
  assert.deepEqual(await codes(''), all, 'not ended yet')
  await clock.advance(3 * DAY)
  assert.deepEqual(await codes(''), ['06000001', '71000001'])
  assert.deepEqual(await codes('/totaal'), all)
  assert.deepEqual(await codes('/2026-11-24'), all)
  assert.deepEqual(await codes('/2026-11-25'), ['06000001', '71000001'])
})

test('no relations is 404, and so is a party that is not active', async (t) => {
  const { control, get } = await withSandbox(t)
  const [agbcode = ''] = control.mutate({ kind: 'new', type: 'zorgverlener', zorgsoort: '03' })
  const relaties = async (code: string) => {
    const { status, json } = await get(`/v2/zorgverleners/${code}/relaties`)
    return [status, json()]
  }
  assert.deepEqual(await relaties(agbcode), [404, 'Geen relaties gevonden'])
  control.mutate({ kind: 'relate', agbcode, other: '71000001' })
  assert.equal((await relaties(agbcode))[0], 200)
  assert.deepEqual(await relaties(control.sample().zorgverlener.beeindigd![0]!), [404, 'Zorgpartij niet actief'])
})

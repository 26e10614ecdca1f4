// Detail by state of life: active with its parts, ended and future with empty lists, gone after seven years.

import assert from 'node:assert/strict'
import test from 'node:test'
import type { Zorgverlener } from '../../src/domain/zorgpartijen.ts'
import { plusDagen } from '../../src/sandbox/register/periode.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { withSandbox } from '../support/sandbox.ts'

const DAY = 86_400_000

test('a party is given as of a day', async (t) => {
  const clock = createFakeClock(Date.parse('2026-11-22T12:00:00Z'))
  const { control, get } = await withSandbox(t, { clock })
  const detail = async (code: string, dag = '') => {
    const { status, json } = await get(`/v2/zorgverleners/${code}${dag && `/${dag}`}`)
    return { status, document: json() as Zorgverlener }
  }
  const lengths = ({ Erkenningen, Kwalificaties }: Zorgverlener) => [Erkenningen.length > 0, Kwalificaties.length > 0]
  const { actief, beeindigd, toekomstig } = control.sample().zorgverlener
  const [active, ended, future] = [actief![0]!, beeindigd![0]!, toekomstig![0]!]

  assert.deepEqual(lengths((await detail(active)).document), [true, true])

  const over = await detail(ended)
  assert.equal(over.status, 200)
  assert.deepEqual([over.document.Erkenningen, over.document.Kwalificaties], [[], []])
  const einde = over.document.Einde!.slice(0, 10)
  assert.deepEqual(lengths((await detail(ended, plusDagen(einde, -1))).document), [true, true])
  assert.deepEqual(lengths((await detail(ended, einde)).document), [false, false], 'Einde is the first day without')

  const later = await detail(future)
  assert.deepEqual(lengths(later.document), [false, false])
  assert.deepEqual(lengths((await detail(future, later.document.Aanvang.slice(0, 10))).document), [true, true])

  // Its own Einde is enough, whatever its parts say.
  control.mutate({ kind: 'change', agbcode: '03000001', set: { Einde: '2026-11-22T00:00:00' } })
  assert.deepEqual(lengths((await detail('03000001')).document), [false, false])

  assert.equal((await detail('00000000')).status, 404)
  assert.equal((await get('/v2/vestigingen/03000001')).status, 404, 'of another kind')

  await clock.advance(8 * 366 * DAY)
  assert.equal((await detail(ended)).status, 404, 'over seven years after its end')
  assert.equal((await detail(active)).status, 200)
})

test('the day is the one on which Amsterdam lives', async (t) => {
  const clock = createFakeClock(Date.parse('2026-11-22T22:59:00Z'))
  const { control } = await withSandbox(t, { clock })
  assert.equal(control.register.vandaag(), '2026-11-22')
  await clock.advance(60_000)
  assert.equal(control.register.vandaag(), '2026-11-23')
})

// Barriers: a test knows that a call has arrived, and decides when it goes on and which truth it carries.

import assert from 'node:assert/strict'
import test from 'node:test'
import { withSandbox } from '../support/sandbox.ts'

const PATH = '/v2/zorgverleners/03000001'
const change = { kind: 'change', agbcode: '03000001', set: { Achternaam: 'NIEUWNAAM' } } as const

for (const [at, isNew] of [
  ['before', true],
  ['after', false],
] as const) {
  test(`held ${at} the register is read, a call tells of ${isNew ? 'its release' : 'its arrival'}`, {
    timeout: 10_000,
  }, async (t) => {
    const { control, get } = await withSandbox(t)
    const hold = control.hold(PATH, { at })
    const reply = get(PATH)
    await hold.arrived()
    control.mutate(change)
    assert.equal(control.calls(PATH)[0]?.status, 0)
    hold.release()
    assert.equal((await reply).text.includes('NIEUWNAAM'), isNew)
  })
}

test('only calls that match are held, and all of them go on together', async (t) => {
  const { control, get } = await withSandbox(t)
  const hold = control.hold((path) => path.endsWith('/relaties'))
  assert.equal((await get(PATH)).status, 200)
  const replies = [get(`${PATH}/relaties`), get(`${PATH}/relaties`)]
  await hold.arrived(2)
  control.clear()
  assert.deepEqual(await Promise.all(replies.map(async (reply) => (await reply).status)), [200, 200])
  assert.equal((await get(`${PATH}/relaties`)).status, 200, 'who comes later goes through')
})

test('a test can wait for calls without holding them', async (t) => {
  const { control, get } = await withSandbox(t)
  const arrived = control.arrived(/relaties/, 2)
  await get(PATH)
  await Promise.all([get(`${PATH}/relaties`), get(`${PATH}/relaties/totaal`)])
  await arrived
  const [first] = control.calls()
  assert.deepEqual([first?.method, first?.path, first?.status], ['GET', PATH, 200])
  control.resetCounters()
  assert.deepEqual([control.calls(), control.counters().total], [[], 0])
})

// The connectivity test: for every known caller, as often as it likes, at Vektis at most once in ten seconds.

import assert from 'node:assert/strict'
import test from 'node:test'
import { problemOf } from '../end-to-end/support/problem.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { withGateway } from '../support/gateway.ts'

test('the connectivity test', async (t) => {
  const clock = createFakeClock(Date.now())
  const { ask, sandbox, audit } = await withGateway(t, { clock })
  const { control } = sandbox
  const squareOf = async (number: number) => (await ask(`/v2/test/${number}`)).json()
  const calls = () => control.calls('/v2/test/').length

  await t.test('who has no time does not spend it for others', async () => {
    await problemOf(await ask('/v2/test/7', { headers: { prefer: 'wait=0' } }), 503, 'geen-plaats')
    assert.equal(calls(), 0)
  })

  await t.test('any caller, any number, one call', async () => {
    const hold = control.hold('/v2/test/')
    const both = [ask('/v2/test/7'), ask('/v2/test/7', { key: 'sleutel-leeg' })]
    await hold.arrived()
    hold.release()
    for (const answer of await Promise.all(both))
      assert.deepEqual(await answer.json(), { Number: 7, MultipliedBySelf: 49 })
    await clock.advance(9000)
    assert.deepEqual(await squareOf(12), { Number: 12, MultipliedBySelf: 144 })
    assert.deepEqual(await squareOf(-3), { Number: -3, MultipliedBySelf: 9 })
    const again = await ask('/v2/test/7')
    assert.equal(again.headers.get('age'), '9')
    assert.deepEqual([calls(), audit().at(-1)?.herkomst], [1, 'cache'])
  })

  await t.test('what its square would be at Vektis is not guessed', async () => {
    const answer = await ask('/v2/test/2000000000')
    assert.match(answer.headers.get('retry-after') ?? '', /^\d+$/)
    await problemOf(answer, 503, 'geen-plaats')
  })

  await t.test('after ten seconds Vektis hears it again', async () => {
    await clock.advance(1100)
    assert.equal((await ask('/v2/test/7')).headers.get('age'), '0')
    assert.equal(calls(), 2)
  })

  await t.test('that it failed stands as long', async () => {
    await clock.advance(10_100)
    control.fault({ kind: 'status-500', times: 1 })
    await problemOf(await ask('/v2/test/5'), 502, 'vektis-faalt')
    await clock.advance(5000)
    await problemOf(await ask('/v2/test/6'), 502, 'vektis-faalt')
    assert.equal(calls(), 3)
    await clock.advance(5100)
    assert.deepEqual(await squareOf(6), { Number: 6, MultipliedBySelf: 36 })
    assert.equal(calls(), 4)
  })

  await t.test('it needs a known caller, and a doel that is named is not looked at', async () => {
    await problemOf(await ask('/v2/test/7', { key: '' }), 401)
    const answer = await ask('/v2/test/7', { doel: 'vreemd' })
    assert.equal(answer.headers.get('agb-doel'), null)
    assert.equal(answer.status, 200)
  })
})

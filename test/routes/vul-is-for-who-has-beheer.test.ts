// The first fill is seen, begun and stopped by who has the role beheer, and every such request has its line.

import assert from 'node:assert/strict'
import test from 'node:test'
import { problemOf } from '../end-to-end/support/problem.ts'
import { eventually } from '../support/eventually.ts'
import { withGateway } from '../support/gateway.ts'
import { testPolicy } from '../support/policy.ts'
import { beheerder, bulkPolicy } from '../vul/support.ts'

const PATH = '/gateway/v1/beheer/vul'
const key = beheerder.sleutel

test('the first fill', async (t) => {
  const policy = bulkPolicy({ mensen: { partijtypen: ['zorgverlener'] } })
  const { ask, audit, metric, sandbox, url } = await withGateway(t, { policy })
  const post = (what: string, body?: string, type = 'application/json') =>
    fetch(`${url}${PATH}/${what}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { 'content-type': type }) },
      ...(body !== undefined && { body }),
    })
  const stand = async () => (await (await ask(PATH, { key })).json()) as Record<string, unknown>

  await t.test('is nothing for who has not the role', async () => {
    await problemOf(await ask(PATH), 403, 'rol-ontbreekt')
    await problemOf(await ask(`${PATH}/beginnen`, { method: 'POST' }), 403, 'rol-ontbreekt')
    await problemOf(await ask(`${PATH}/stoppen`, { method: 'POST' }), 403, 'rol-ontbreekt')
    await problemOf(await ask(PATH, { key: 'onbekend' }), 401, 'onbekende-afnemer')
  })

  await t.test('is none before one was begun', async () => {
    const none = await stand()
    assert.deepEqual([none['stand'], none['begonnenOp'], none['pagina']], ['geen', null, null])
    await problemOf(await post('stoppen'), 409, 'vult-niet')
  })

  await t.test('begins without a body, or with an empty object, and with nothing else', async () => {
    await problemOf(await post('beginnen', '{"zorgsoort":"03"}'), 400, 'ongeldige-vraag')
    await problemOf(await post('beginnen', '[]'), 400, 'ongeldige-vraag')
    await problemOf(await post('beginnen', 'x', 'text/plain'), 415, 'mediatype-onbekend')
    assert.equal((await stand())['stand'], 'geen')
    const hold = sandbox.control.hold('/v2/zorgverleners')
    assert.equal((await post('beginnen', '{}')).status, 202)
    await problemOf(await post('beginnen'), 409, 'vult-al')
    await hold.arrived()
    const { stand: fase, pagina, zorgsoort } = await stand()
    assert.deepEqual([fase, pagina, zorgsoort], ['loopt', 1, null])
    assert.equal(await metric('agb_vul_running'), 1)
    assert.ok((await metric('agb_vul_remaining')) > 100)
  })

  await t.test('stops', async () => {
    assert.equal((await post('stoppen')).status, 202)
    await eventually('it stopped', async () => ((await stand())['stand'] === 'gestopt' ? true : undefined))
    sandbox.control.clear()
    assert.equal(await metric('agb_vul_running'), 0)
  })

  await t.test('has a line for each request, and for what the gateway did of it', () => {
    const lines = audit().filter(({ handeling }) => /^(?:beheer-)?vul/.test(String(handeling)))
    const of = (name: string) => lines.filter(({ handeling }) => handeling === name)
    assert.deepEqual(
      of('vul-beginnen').map(({ afnemer, status, reden }) => [afnemer, status, reden]),
      [
        ['alles', 403, 'rol-ontbreekt'],
        ['baas', 400, 'ongeldige-vraag'],
        ['baas', 400, 'ongeldige-vraag'],
        ['baas', 415, 'mediatype-onbekend'],
        ['baas', 202, null],
        ['baas', 409, 'vult-al'],
      ],
    )
    assert.deepEqual(
      of('vul-stoppen').map(({ afnemer, status }) => [afnemer, status]),
      [
        ['alles', 403],
        ['baas', 409],
        ['baas', 202],
      ],
    )
    for (const name of ['vul-begonnen', 'vul-gestopt'])
      assert.deepEqual(
        of(name).map(({ afnemer, status }) => [afnemer, status]),
        [[null, null]],
      )
  })
})

test('a policy without bulk has nothing to fill', async (t) => {
  const policy = testPolicy()
  Object.assign(policy.afnemers['leeg'] as object, { rollen: ['beheer'] })
  const { ask, sandbox } = await withGateway(t, { policy })
  const answer = await ask(`${PATH}/beginnen`, { method: 'POST', key: 'sleutel-leeg' })
  await problemOf(answer, 409, 'niets-in-bulk')
  assert.equal(sandbox.control.calls('/v2/zorgpartijen?').length, 0)
})

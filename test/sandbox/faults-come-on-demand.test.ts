// Each fault does what its name says, for as many calls and on those paths that were asked.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, get as httpsGet } from 'node:https'
import type { IncomingMessage } from 'node:http'
import test from 'node:test'
import { UNKNOWN_PROPERTY } from '../../src/sandbox/damage.ts'
import type { FaultKind } from '../../src/sandbox/faults.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { withSandbox } from '../support/sandbox.ts'

const PATH = '/v2/zorgverleners/03000001'

test('a status in place of the answer', async (t) => {
  const { control, get } = await withSandbox(t)
  for (const status of [401, 429, 500, 503] as const) {
    control.fault({ kind: `status-${status}`, times: 2 })
    assert.equal((await get(PATH)).status, status)
    assert.equal(typeof (await get(PATH)).json(), 'string')
    assert.equal((await get(PATH)).status, 200, 'after the second call it is over')
  }
  assert.equal(control.counters().byStatus['503'], 2)
})

test('only on the paths that match, the oldest fault first, until cleared', async (t) => {
  const { control, get } = await withSandbox(t)
  const status = async (path: string) => (await get(path)).status
  const end = control.fault({ kind: 'status-500', path: '/v2/zorgverleners/' })
  control.fault({ kind: 'status-503', path: /03000001$/ })
  assert.deepEqual([await status(PATH), await status('/v2/landen')], [500, 200])
  end()
  assert.deepEqual([await status(PATH), await status('/v2/zorgverleners/01000001')], [503, 200])
  control.clear()
  assert.equal(await status(PATH), 200)
  assert.throws(() => control.fault({ kind: 'onbekend' as FaultKind }), { name: 'WrongCommand' })
})

test('a reset connection', async (t) => {
  const { control, get } = await withSandbox(t)
  control.fault({ kind: 'reset', times: 1 })
  await assert.rejects(get(PATH), { code: 'ECONNRESET' })
  assert.equal((await get(PATH)).status, 200)
})

test('a silent one: the call arrives and nothing comes', async (t) => {
  const { control, get } = await withSandbox(t)
  control.fault({ kind: 'silent' })
  const giveUp = new AbortController()
  const reply = get(PATH, { signal: giveUp.signal })
  const refused = assert.rejects(reply, { name: 'AbortError' })
  await control.arrived(PATH)
  assert.equal(control.calls(PATH)[0]?.status, 0)
  giveUp.abort()
  await refused
})

test('a slow one answers when its time has come, and not before', async (t) => {
  const clock = createFakeClock(Date.now())
  const { control, get } = await withSandbox(t, { clock })
  control.fault({ kind: 'slow', ms: 5000, times: 1 })
  const reply = get(PATH)
  await control.arrived(PATH)
  await clock.advance(4999)
  assert.equal(control.calls(PATH)[0]?.status, 0)
  await clock.advance(1)
  assert.equal((await reply).status, 200)
})

test('latency delays every answer', async (t) => {
  const clock = createFakeClock(Date.now())
  const { control, get } = await withSandbox(t, { clock, latency: { ms: 50, jitterMs: 10 } })
  const reply = get(PATH)
  await control.arrived(PATH)
  await clock.advance(49)
  assert.equal(control.calls(PATH)[0]?.status, 0)
  await clock.advance(11)
  assert.equal((await reply).status, 200)
})

test('a body that is not what it should be', async (t) => {
  const { control, get } = await withSandbox(t)
  const sound = await get(PATH)
  const damaged = (kind: FaultKind, path = PATH) => {
    control.fault({ kind, times: 1 })
    return get(path)
  }
  const broken = await damaged('broken-json')
  assert.equal(broken.status, 200)
  assert.throws(broken.json, SyntaxError)

  const html = await damaged('html')
  assert.deepEqual([html.status, html.headers['content-type']], [200, 'text/html; charset=utf-8'])

  const plain = await damaged('wrong-content-type')
  assert.equal(plain.headers['content-type'], 'text/plain; charset=utf-8')
  assert.equal(plain.text, sound.text)

  assert.deepEqual((await damaged('wrong-shape')).json(), [sound.json()])
  assert.ok(!Array.isArray((await damaged('wrong-shape', '/v2/landen')).json()))
})

test('an unknown property in every object of the answer', async (t) => {
  const { control, get } = await withSandbox(t)
  control.fault({ kind: 'extra-properties' })
  let objects = 0
  const check = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(check)
    if (typeof value !== 'object' || value === null) return
    objects += 1
    assert.ok(Object.hasOwn(value, UNKNOWN_PROPERTY))
    Object.values(value).forEach(check)
  }
  for (const path of [PATH, `${PATH}/relaties`, '/v2/landen', '/v2/zorgpartijen?paginanummer=1&aantal=2']) {
    check((await get(path)).json())
  }
  assert.ok(objects > 20)
})

test('a body without end goes on until the client leaves', async (t) => {
  const { control, url, caPem, client, token } = await withSandbox(t)
  control.fault({ kind: 'endless' })
  const agent = new Agent()
  const request = httpsGet(url + PATH, { agent, ca: caPem, ...client, headers: { authorization: token } })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  let bytes = 0
  for await (const chunk of response) {
    bytes += (chunk as Buffer).length
    if (bytes > 4_000_000) break
  }
  assert.equal(response.headers['content-length'], undefined)
  assert.ok(bytes > 4_000_000)
  agent.destroy()
})

test('closing breaks off whatever still waits', async (t) => {
  const { control, get, close } = await withSandbox(t)
  control.fault({ kind: 'silent' })
  const refused = assert.rejects(get(PATH))
  await control.arrived(PATH)
  await close()
  await refused
})

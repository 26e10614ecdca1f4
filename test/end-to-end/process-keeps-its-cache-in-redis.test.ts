// A real redis-server behind a real process: entries outlive the process, sealed; without Redis the gateway goes on.

import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import { createRedisClient } from '../../src/cache/redis-client.ts'
import { gatewayFiles, type GatewayProcess, startProcess } from '../support/process-gateway.ts'
import { startRedis } from '../support/redis.ts'
import { withSandbox } from '../support/sandbox.ts'

const PAD = '/v2/zorgverleners/03000001'
/** What the value of an entry must not show when it is sealed, and does show when it is not. */
const SECRETS = ['KLAVERSTEEN', 'Achternaam', 'AGBCode', '03000001']
const SEAL_KEY = 'fedcba9876543210'.repeat(4)

async function stage(t: TestContext) {
  const sandbox = await withSandbox(t)
  const redis = await startRedis()
  t.after(() => redis[Symbol.asyncDispose]())
  const files = gatewayFiles(t, sandbox)
  return { sandbox, redis, files, env: { ...files.env, REDIS_URL: redis.url, REPLICAS: '1' } }
}

/** Every entry that Redis holds but lists of changed codes, once it holds as many as are expected. */
async function valuesIn(url: string, count: number): Promise<Buffer[]> {
  const client = createRedisClient({ url, onFault: () => undefined })
  await new Promise<void>((resolve) => client.once('ready', () => resolve()))
  try {
    for (;;) {
      const keys = (await client.keys('{agb}:entry:*')).filter((key) => !key.includes('-mutaties/'))
      const values = await Promise.all(keys.map((key) => client.getBuffer(key)))
      if (values.length >= count) return values.filter((value) => value !== null)
    }
  } finally {
    client.disconnect()
  }
}

/** All that can be had from a value without a key: its bytes, and what unpacks from any place in it. */
function readableIn(value: Buffer): string {
  const texts = Array.from(value.keys(), (from) => {
    try {
      return inflateRawSync(value.subarray(from)).toString('latin1')
    } catch {
      return ''
    }
  })
  return value.toString('latin1') + texts.join('\n')
}

async function restarted(t: TestContext, gateway: GatewayProcess, env: Record<string, string>) {
  gateway.signal('SIGINT')
  await gateway.ended
  return startProcess(t, env)
}

test('an entry outlives the process that fetched it', async (t) => {
  const { sandbox, redis, env } = await stage(t)
  const first = await startProcess(t, env)
  const fetched = await first.ask(PAD)
  const body = await fetched.text()
  const [value] = await valuesIn(redis.url, 1)
  for (const text of SECRETS) assert.ok(value && readableIn(value).includes(text), text)

  const second = await restarted(t, first, env)
  const held = await second.ask(PAD)
  assert.equal(held.headers.get('cache-status'), 'agb-gateway; hit')
  assert.equal(await held.text(), body)
  assert.equal(held.headers.get('etag'), fetched.headers.get('etag'))
  assert.equal(sandbox.control.calls(PAD).length, 1)
})

test('with a key nothing of it can be read, and it outlives the process all the same', async (t) => {
  const { sandbox, redis, files, env: plain } = await stage(t)
  const env = { ...plain, REDIS_ENCRYPTION_KEY_FILE: files.write('seal', `s1:${SEAL_KEY}\n`) }
  const first = await startProcess(t, env)
  assert.equal((await first.ask(PAD)).status, 200)
  const [value] = await valuesIn(redis.url, 1)
  for (const text of SECRETS) assert.ok(value && !readableIn(value).includes(text), text)

  const second = await restarted(t, first, env)
  assert.equal((await second.ask(PAD)).headers.get('cache-status'), 'agb-gateway; hit')
  assert.equal(sandbox.control.calls(PAD).length, 1)
})

test('a Redis that is killed or hangs holds nobody up: hits and misses go on', async (t) => {
  const { sandbox, redis, env } = await stage(t)
  const gateway = await startProcess(t, env)
  assert.equal((await gateway.ask(PAD)).status, 200)
  const codes = sandbox.control.sample().zorgverlener.actief?.filter((code) => code !== '03000001') ?? []
  const [one = '', two = ''] = codes

  const quick = async (path: string, status: RegExp) => {
    const begin = performance.now()
    const answer = await gateway.ask(path)
    await answer.arrayBuffer()
    const took = performance.now() - begin
    assert.equal(answer.status, 200)
    assert.match(answer.headers.get('cache-status') ?? '', status)
    assert.ok(took < 2000, `${took.toFixed(0)} ms`)
  }
  await redis.pause()
  await quick(PAD, /hit/)
  await quick(`/v2/zorgverleners/${one}`, /fwd=miss/)
  redis.resume()
  await redis.kill()
  await quick(PAD, /hit/)
  await quick(`/v2/zorgverleners/${two}`, /fwd=miss/)
  assert.equal((await fetch(`${gateway.managementUrl}/readyz`)).status, 200)
  const metrics = await (await fetch(`${gateway.managementUrl}/metrics`)).text()
  assert.ok(Number(/^agb_alarm_total\{code="redis"\} (\d+)/m.exec(metrics)?.[1]) > 0)
  assert.match(gateway.stderr(), /"alarm":"redis"/)
})

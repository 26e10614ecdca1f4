// A master, two replicas of it and a Sentinel that really fails over: one is promoted while the old master lives.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { Redis } from 'ioredis'
import { eventually } from './eventually.ts'
import { freePort } from './free-port.ts'
import { runProcess } from './process.ts'
import { startRedis, type TestRedis } from './redis.ts'

const NAME = 'mymaster'
/** A master that says nothing for so long is down, in ms. */
const DOWN_AFTER = 500
/** Who is promoted still has one that acknowledges. */
const REPLICAS = 2
/** A replica that comes is not kept waiting for others, for seconds, before it is brought in step. */
const AT_ONCE = ['--repl-diskless-sync-delay', '0']

export interface Failover {
  /** How a gateway finds its way. */
  env: Record<string, string>
  /** Has a replica promoted, as an operator would; resolves when Sentinel names it. The old master stays reachable. */
  failOver: () => Promise<void>
}

/** A client of the test's own, that waits as long as it takes. */
export function redisClient(t: TestContext, port: number): Redis {
  const client = new Redis({ port, host: '127.0.0.1' })
  client.on('error', () => {})
  t.after(() => client.disconnect())
  return client
}

export async function withFailover(t: TestContext, master: TestRedis): Promise<Failover> {
  const client = redisClient(t, master.port)
  await client.config('SET', 'repl-diskless-sync-delay', '0')
  for (let n = 0; n < REPLICAS; n += 1) {
    const replica = await startRedis([...AT_ONCE, '--replicaof', '127.0.0.1', String(master.port)])
    t.after(() => replica[Symbol.asyncDispose]())
  }
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'agb-sentinel-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'sentinel.conf')
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${folder}`,
    `sentinel monitor ${NAME} 127.0.0.1 ${master.port} 1`,
    `sentinel down-after-milliseconds ${NAME} ${DOWN_AFTER}`,
    `sentinel failover-timeout ${NAME} 10000`,
  ]
  writeFileSync(file, `${lines.join('\n')}\n`)
  // A Sentinel looks for replicas once in ten seconds: it must find these, in step, at its first look.
  await eventually('the replicas acknowledge', async () => {
    await client.set('in-step', '1')
    return (await client.wait(REPLICAS, 100)) === REPLICAS || undefined
  })
  await runProcess(t, 'redis-server', [file, '--sentinel']).said(/Sentinel ID is/)

  const sentinel = redisClient(t, port)
  const replicas = async () => (await sentinel.call('SENTINEL', 'REPLICAS', NAME)) as string[][]
  const isReady = (row: readonly string[]) => row.includes('ok') && row.includes('slave')
  await eventually('Sentinel knows replicas that are in step', async () => {
    return (await replicas()).filter(isReady).length === REPLICAS || undefined
  })

  return {
    env: { REDIS_URL: `redis://${NAME}`, REDIS_SENTINELS: `127.0.0.1:${port}` },
    failOver: async () => {
      await sentinel.call('SENTINEL', 'FAILOVER', NAME)
      await eventually('Sentinel names the new master', async () => {
        const [, now] = (await sentinel.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', NAME)) as [string, string]
        return Number(now) !== master.port || undefined
      })
    },
  }
}

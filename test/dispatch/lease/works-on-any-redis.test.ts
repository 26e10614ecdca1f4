import assert from 'node:assert/strict'
import { it } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { Unacknowledged } from '../../../src/dispatch/lease/run.ts'
import { startRedis, type TestRedis } from '../../support/redis.ts'
import { startLease } from './support/real.ts'

const limit = { timeout: 20_000 }
const atOnce = ['--repl-diskless-sync-delay', '0', '--repl-ping-replica-period', '1']

it('a server that is restarted empty: calls again within 2 s, under a greater token', limit, async () => {
  await using server = await startRedis()
  await using lease = startLease('a', { url: server.url })
  await lease.take(0)
  const token = lease.term()?.token ?? ''
  await server.restart()
  const from = performance.now()
  await lease.take(1)
  assert.ok(performance.now() - from < 2000)
  assert.ok((lease.term()?.token ?? '') > token)
})

it('a server that is full', limit, async () => {
  await using server = await startRedis(['--maxmemory-policy', 'noeviction'])
  using bare = connect(server.url)
  await bare.config('SET', 'maxmemory', '1')
  await assert.rejects(bare.set('any', 'thing'), /OOM/)
  await using lease = startLease('a', { url: server.url })
  await lease.take(0)
  assert.ok(lease.term())
})

it('with a replica that acknowledges', limit, async () => {
  await using server = await startRedis(atOnce)
  await using replica = await startRedis([...atOnce, '--replicaof', '127.0.0.1', String(server.port)])
  await inSync(replica)
  await using lease = startLease('a', { url: server.url }, { acknowledge: true })
  await lease.take(0)
  using there = connect(replica.url)
  assert.equal(await there.hget('{agb}:lease', 'holder'), 'a')
})

it('not without one, where it must be acknowledged', limit, async () => {
  await using server = await startRedis()
  await using lease = startLease('a', { url: server.url }, { acknowledge: true })
  let fault: unknown
  // On a busy machine the first may be that the connection is not there yet.
  do [fault] = await lease.next('fault')
  while (!(fault instanceof Unacknowledged))
  assert.equal(lease.term(), undefined)
})

it('in a Cluster, where WAIT goes to the node of the keys', limit, async () => {
  const clustered = ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1', ...atOnce]
  await using server = await startRedis(clustered)
  await using replica = await startRedis(clustered)
  using first = connect(server.url)
  using second = connect(replica.url)
  await first.cluster('ADDSLOTSRANGE', 0, 16383)
  await second.cluster('MEET', '127.0.0.1', server.port)
  const id = await first.cluster('MYID')
  while (!String(await second.cluster('NODES')).includes(id)) await turn()
  await second.cluster('REPLICATE', id)
  await inSync(replica)
  while (!(await first.cluster('INFO')).includes('cluster_state:ok')) await turn()

  const cluster = [{ host: '127.0.0.1', port: server.port }]
  await using lease = startLease('a', { cluster }, { acknowledge: true })
  await lease.take(0)
  assert.equal(await first.hget('{agb}:lease', 'holder'), 'a')
})

async function inSync(replica: TestRedis): Promise<void> {
  using redis = connect(replica.url)
  while (!(await redis.info('replication')).includes('master_link_status:up')) await turn()
}

function connect(url: string) {
  const redis = new Redis(url).on('error', () => {})
  return Object.assign(redis, { [Symbol.dispose]: () => redis.disconnect() })
}

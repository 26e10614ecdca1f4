// Three processes of a plain clustered bottleneck in the place of the gateway's: same Redis, same sandbox, same load.

import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { BUDGET, type Fleet, type FleetOptions, type FleetReplica, freshPaths } from '../../test/support/fleet.ts'
import { gatewayFiles } from '../../test/support/process-gateway.ts'
import { runProcess } from '../../test/support/process.ts'
import { startRedis } from '../../test/support/redis.ts'
import { startReplica } from '../../test/support/replica.ts'
import { withSandbox } from '../../test/support/sandbox.ts'
import { tcpWay } from '../../test/support/tcp-way.ts'

const WORKER = join(import.meta.dirname, 'bottleneck-worker.ts')

/** Nobody dispatches here: the first replica that is up stands for whom the events are about. */
export async function withBottlenecks(t: TestContext, options: FleetOptions = {}): Promise<Fleet> {
  const sandbox = await withSandbox(t, { callsPerSecond: BUDGET, latency: { ms: 30 }, ...options.sandbox })
  const redis = await startRedis(options.redis)
  t.after(() => redis[Symbol.asyncDispose]())
  const replicas: FleetReplica[] = []

  async function add(): Promise<FleetReplica> {
    const files = gatewayFiles(t, sandbox)
    const [toRedis, toVektis] = [await tcpWay(t, redis.port), await tcpWay(t, Number(new URL(sandbox.url).port))]
    const env = {
      ...files.env,
      ...options.env,
      VEKTIS_CALLS_PER_SECOND: String(BUDGET),
      REDIS_URL: options.ways ? `redis://127.0.0.1:${toRedis.port}` : redis.url,
    }
    const launch = async () => {
      const worker = runProcess(t, process.execPath, [WORKER], { env })
      const [, url = ''] = await worker.said(/^open (.*)$/m)
      return { ...worker, url, managementUrl: url }
    }
    const replica = { ...(await startReplica(t, `worker-${replicas.length}`, launch)), toRedis, toVektis }
    replicas.push(replica)
    return replica
  }

  for (let n = 0; n < (options.replicas ?? 3); n += 1) await add()
  const up = () => replicas.filter((replica) => replica.isUp())
  const must = (replica: FleetReplica | undefined) => replica ?? Promise.reject(new Error('no worker is up'))
  return {
    replicas,
    sandbox,
    redis,
    failOver: async () => {},
    add,
    fresh: freshPaths(),
    dispatcher: async () => must(up()[0]),
    other: async () => must(up()[1]),
  }
}

// A fleet for one test: replicas as real processes on one Redis, in front of one strict sandbox that knows them apart.

import type { TestContext } from 'node:test'
import type { SandboxOptions } from '../../src/sandbox/server.ts'
import { eventually } from './eventually.ts'
import { withFailover } from './failover.ts'
import { afnemer, doel, policyOf } from './policy.ts'
import { gatewayFiles, startProcess } from './process-gateway.ts'
import { startRedis, type TestRedis } from './redis.ts'
import { type Replica, startReplica } from './replica.ts'
import { type TestSandbox, withSandbox } from './sandbox.ts'
import { type TcpWay, tcpWay } from './tcp-way.ts'

/** Calls a second that the sandbox admits and the fleet is told to keep to. */
export const BUDGET = 10
/** As many ordinary callers as any load here has: `c0`, `c1`, … */
const CALLERS = 12

export interface FleetOptions {
  /** Default 3. */
  replicas?: number
  /** Settings beside those of the fleet. */
  env?: Record<string, string>
  sandbox?: SandboxOptions
  /** Options of redis-server. */
  redis?: readonly string[]
  /** Each replica gets ways of its own to Redis and to Vektis that can be broken. */
  ways?: boolean
  /** Redis gets a replica and a Sentinel that can fail over to it. */
  sentinel?: boolean
}

export interface FleetReplica extends Replica {
  /** With `ways` alone. */
  toRedis: TcpWay
  toVektis: TcpWay
}

export interface Fleet {
  replicas: FleetReplica[]
  sandbox: TestSandbox
  redis: TestRedis
  /** With `sentinel` alone: the replica of Redis is promoted. */
  failOver: () => Promise<void>
  /** One more replica, under the next name. */
  add: () => Promise<FleetReplica>
  /** The one replica that says that it is the dispatcher, once there is exactly one. */
  dispatcher: () => Promise<FleetReplica>
  /** A replica that is up and not the dispatcher. */
  other: () => Promise<FleetReplica>
  /** A path that nobody asked before: always a miss. */
  fresh: () => string
}

/** Days of the past of one party: no caller is seen walking through codes. Before it began the answer is 404, which is a call too. */
export function freshPaths(): () => string {
  const day = 86_400_000
  let at = Date.parse('2026-11-01')
  return () => {
    at -= day
    return `/v2/zorgverleners/03000001/${new Date(at).toISOString().slice(0, 10)}`
  }
}

/** `c0` … `c11` weigh 1, `licht` 1, `zwaar` 3; `vloed` is for floods, and `alles` for whoever comes first. */
export const fleetPolicy = () => {
  const ordinary = Array.from({ length: CALLERS }, (_, n) => `c${n}`)
  const callers = Object.fromEntries([...ordinary, 'alles', 'licht', 'vloed'].map((id) => [id, afnemer(id, ['alles'])]))
  return policyOf({ alles: doel() }, { ...callers, zwaar: afnemer('zwaar', ['alles'], { gewicht: 3 }) })
}

const nameOf = (n: number) => `replica-${n}`

export async function withFleet(t: TestContext, options: FleetOptions = {}): Promise<Fleet> {
  const { replicas: count = 3, env = {}, ways = false } = options
  const sandbox = await withSandbox(t, { callsPerSecond: BUDGET, latency: { ms: 30, jitterMs: 0 }, ...options.sandbox })
  const redis = await startRedis(options.redis)
  t.after(() => redis[Symbol.asyncDispose]())
  const policy = fleetPolicy()
  const failover = options.sentinel ? await withFailover(t, redis) : undefined
  const replicas: FleetReplica[] = []

  async function launch(name: string): Promise<FleetReplica> {
    const files = gatewayFiles(t, sandbox, policy)
    const { cert, key } = sandbox.authority.client({ commonName: name })
    const toRedis = await tcpWay(t, redis.port)
    const toVektis = await tcpWay(t, Number(new URL(sandbox.url).port))
    const settings = {
      ...files.env,
      VEKTIS_CERT_FILE: files.write('client.pem', cert),
      VEKTIS_KEY_FILE: files.write('client.key', key),
      VEKTIS_CALLS_PER_SECOND: String(BUDGET),
      VEKTIS_URL: ways ? `https://localhost:${toVektis.port}` : sandbox.url,
      REDIS_URL: ways ? `redis://127.0.0.1:${toRedis.port}` : redis.url,
      REPLICA_NAME: name,
      REPLICAS: String(count),
      ENUMERATIE_RUN: '1000000',
      ...failover?.env,
      ...env,
    }
    const replica = await startReplica(t, name, () => startProcess(t, settings))
    return { ...replica, toRedis, toVektis }
  }

  async function add(): Promise<FleetReplica> {
    const replica = await launch(nameOf(replicas.length))
    replicas.push(replica)
    return replica
  }

  replicas.push(...(await Promise.all(Array.from({ length: count }, (_, n) => launch(nameOf(n))))))

  async function split() {
    const up = replicas.filter((replica) => replica.isUp())
    const held = await Promise.all(up.map((replica) => replica.isDispatcher()))
    return { holders: up.filter((_, n) => held[n]), others: up.filter((_, n) => !held[n]) }
  }

  return {
    replicas,
    sandbox,
    redis,
    failOver: async () => failover?.failOver(),
    add,
    fresh: freshPaths(),
    dispatcher: () =>
      eventually('one dispatcher', async () => {
        const { holders } = await split()
        return holders.length === 1 ? holders[0] : undefined
      }),
    other: () =>
      eventually('a replica that is not the dispatcher', async () => {
        const { holders, others } = await split()
        return holders.length === 1 ? others[0] : undefined
      }),
  }
}

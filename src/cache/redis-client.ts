// The connection to Redis, alone, behind Sentinels or as a Cluster, set so that no request ever waits for it.

import { once } from 'node:events'
import { Cluster, Redis, type RedisOptions } from 'ioredis'
import { asStoreFault, type StoreFault } from './store-fault.ts'

interface Address {
  host: string
  port: number
}

export interface RedisClientParts {
  /**
   * `redis://` or `rediss://` (TLS) with user, password and database. With Sentinels its host is the name of the master
   * (`mymaster` without a URL); with a Cluster only user, password and TLS count.
   */
  url?: string
  sentinels?: readonly Address[]
  cluster?: readonly Address[]
  /** Trust anchors beside the system's, PEM; for `rediss://`. */
  ca?: string
  /** Told of everything that goes wrong with the connection itself. */
  onFault: (fault: StoreFault) => void
}

/** One command, in ms. A caller loses at most this to a Redis that hangs. */
const COMMAND_TIMEOUT = 80
/** Between two attempts to connect, in ms. */
const MOST_BETWEEN_ATTEMPTS = 1000
/** Without any byte back while an answer is due, in ms: then the link is dead, though TCP may not know for minutes. */
const DEAD_LINK = 2000

const wait = (attempt: number) => Math.min(50 * 2 ** (attempt - 1), MOST_BETWEEN_ATTEMPTS)

/** Every default of ioredis 6 that lets a command wait (73 s in all for a Redis that is away) is set here. */
const neverWait = {
  commandTimeout: COMMAND_TIMEOUT,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  connectTimeout: 1000,
  socketTimeout: DEAD_LINK,
  // After a failover we may still be talking to the old master, now a replica: connect anew, without repeating.
  reconnectOnError: (error: Error) => error.message.startsWith('READONLY') && 1,
} satisfies RedisOptions

/**
 * A client that connects at once and for ever anew, at most a second apart. While it is not connected a command is
 * rejected at once, else after at most 80 ms. Not for blocking commands. Whoever made it calls `disconnect()`.
 */
export function createRedisClient({ url, sentinels, cluster, ca, onFault }: RedisClientParts): Redis | Cluster {
  const { database, master, ...access } = readUrl(url, ca)
  const connect = (): Redis | Cluster => {
    if (cluster) return createCluster(cluster, access)
    const single = { ...neverWait, ...access, db: database, enableOfflineQueue: false, retryStrategy: wait }
    if (!sentinels) return new Redis(single)
    const sentinelTls = access.tls && { enableTLSForSentinelMode: true, sentinelTLS: access.tls }
    return new Redis({
      ...single,
      ...sentinelTls,
      sentinels: [...sentinels],
      name: master,
      sentinelRetryStrategy: wait,
    })
  }
  const client = connect()
  client.on('error', (error: unknown) => onFault(asStoreFault(error)))
  return client
}

function createCluster(
  nodes: readonly Address[],
  access: Pick<RedisOptions, 'username' | 'password' | 'tls'>,
): Cluster {
  return new Cluster([...nodes], {
    redisOptions: { ...neverWait, ...access },
    enableOfflineQueue: false,
    clusterRetryStrategy: wait,
    // Together under the time-out of one command.
    maxRedirections: 3,
    retryDelayOnFailover: 20,
    retryDelayOnClusterDown: 20,
    retryDelayOnTryAgain: 20,
  })
}

function readUrl(url: string | undefined, ca: string | undefined) {
  const { protocol, hostname, port, username, password, pathname } = new URL(url ?? 'redis://mymaster')
  const host = hostname.replace(/^\[|\]$/g, '')
  return {
    host,
    master: host,
    port: Number(port || 6379),
    database: Number(pathname.slice(1)),
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' && { tls: ca === undefined ? {} : { ca } }),
  }
}

/** Resolves when the client is connected, when that failed for the first time, or after `ms`: a start may wait for it. */
export async function firstContact(client: Redis | Cluster, ms: number): Promise<void> {
  await once(client, 'ready', { signal: AbortSignal.timeout(ms) }).catch(() => {})
}

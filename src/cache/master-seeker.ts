// After a failover connections may still lead to the old master, which takes writes for a while: they are led to the new one.

import type { Cluster, Redis } from 'ioredis'
import type { Clock } from '../lib/clock.ts'
import { firstContact } from './redis-client.ts'

interface Parts {
  /** Makes a connection by asking the Sentinels anew. */
  connect: () => Redis | Cluster
  /** The connections that are in use. */
  clients: () => Iterable<Redis | Cluster>
  clock: Clock
}

/** How long one look may take, and the least time between two, in ms. */
const CONTACT_MS = 500
const PAUSE_MS = 500

/** Where a connection leads; undefined while it leads nowhere. A Cluster finds its masters by itself. */
const addressOf = (client: Redis | Cluster) => {
  if (client.isCluster || client.status !== 'ready') return undefined
  const { remoteAddress, remotePort } = (client as Redis).stream
  return `${remoteAddress} ${remotePort}`
}

/** Gives a function that looks where the master is, and makes those connections anew that lead elsewhere. */
export function createMasterSeeker({ connect, clients, clock }: Parts): () => void {
  let seeking = false

  async function seek() {
    const guide = connect()
    await firstContact(guide, CONTACT_MS)
    const master = addressOf(guide)
    guide.disconnect()
    for (const client of clients()) {
      const address = addressOf(client)
      if (master && address && address !== master) client.disconnect(true)
    }
    await clock.sleep(PAUSE_MS)
    seeking = false
  }

  return () => {
    if (seeking) return
    seeking = true
    void seek()
  }
}

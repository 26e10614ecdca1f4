// The doorbell of the stream: a message says that something was told, not what.

import type { Cluster, Redis } from 'ioredis'
import type { Places } from './purge-places.ts'

/**
 * Rings at each message, and when the connection is there again: what rang in between was missed.
 * @param redis a connection of its own, for it only listens from now on; it stays its maker's to close
 */
export const createDoorbell =
  (redis: Redis | Cluster, { doorbell }: Places) =>
  (ring: () => void): (() => void) => {
    // Not connected now: ioredis subscribes by itself once it is, if it ever was subscribed; so also on each `ready`.
    const listen = () => void redis.subscribe(doorbell).then(ring, () => {})
    const onMessage = (channel: string) => {
      if (channel === doorbell) ring()
    }
    redis.on('ready', listen)
    redis.on('message', onMessage)
    listen()
    return () => {
      redis.off('ready', listen)
      redis.off('message', onMessage)
    }
  }

// Words between replicas that may be lost: for what is only ever an estimate.

import type { Cluster, Redis } from 'ioredis'

export interface Gossip {
  /** Rejects when it was not sent; it is not repeated. */
  tell: (what: string) => Promise<void>
  /** Hears what others tell from now on, and what this process tells itself too. */
  hear: (listener: (what: string) => void) => void
}

/**
 * @param redis for commands
 * @param listening a connection that only listens; both stay their maker's to close
 */
export function createGossip(redis: Redis | Cluster, listening: Redis | Cluster, channel: string): Gossip {
  return {
    tell: async (what) => {
      await redis.publish(channel, what)
    },
    hear: (listener) => {
      // Not connected now: ioredis subscribes by itself once it is, if it ever was subscribed; so also on each `ready`.
      const listen = () => void listening.subscribe(channel).catch(() => {})
      listening.on('ready', listen)
      listening.on('message', (from: string, what: string) => {
        if (from === channel) listener(what)
      })
      listen()
    },
  }
}

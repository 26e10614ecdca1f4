// The book of shares in Redis, by one script: what this replica has and wants goes in, its new shares come out.

import { readFileSync } from 'node:fs'
import type { Cluster, Redis } from 'ioredis'

const SETTLE = readFileSync(new URL('settle.lua', import.meta.url), 'utf8')

export interface Wish {
  /** The part of the limiet that is wanted here, 0 to 1. */
  want: number
  /** The part that is held here; absent: this replica is new, and holds nothing. */
  held: number | undefined
}

export interface Told {
  /** Goes up with every turn: one that is run late does nothing. */
  turn: number
  /** The equal part that this replica goes back to when it hears nothing. */
  own: number
  /** Caller → what is wished for. */
  wishes: Record<string, Wish>
}

export interface Shares {
  /** Replicas that may have a share, this one among them. */
  members: number
  /** Caller → the part of its limiet that is this replica's. */
  shares: Record<string, number>
}

export interface Book {
  /** Can it be asked now? If not, nothing is sent. */
  open: () => boolean
  /** Rejects when no answer came: then nobody knows whether it was written. */
  settle: (told: Told) => Promise<Shares>
  /** Gives every share back. */
  leave: () => Promise<void>
}

export interface BookParts {
  /** Whoever made it closes it, and has set how long a command may take. */
  redis: Redis | Cluster
  /** Name of the replica and 8 hex that are new with each start, joined by a hyphen. */
  process: string
  prefix: string
}

export function createBook({ redis, process, prefix }: BookParts): Book {
  const key = `${prefix}limiet`
  const name = process.replace(/-[0-9a-f]{8}$/, '')

  return {
    open: () => redis.status === 'ready',
    settle: async (told) => {
      // EVAL and not EVALSHA: once a second the bytes of the script matter less than a lost script cache.
      const reply = await redis.eval(SETTLE, 1, key, JSON.stringify({ process, name, ...told }))
      return JSON.parse(String(reply)) as Shares
    },
    leave: async () => {
      await redis.hdel(key, process)
    },
  }
}

// After Redis lost what it held: puts back what this process still holds, and lets go of what it may not.

import type { Entry } from './entry.ts'
import type { TaggedRedis } from './tags-redis.ts'

export interface PutBackParts {
  memory: {
    /** The most recently used first. */
    entries: () => Iterable<readonly [key: string, entry: Entry]>
    peek: (key: string) => Entry | undefined
    delete: (key: string) => Promise<void>
  }
  putBack: TaggedRedis['putBack']
}

/** At once: some megabytes at most are on their way. */
const BATCH = 20

/**
 * What is in process and not in Redis nobody else knows of: a list that names it would be told to nobody, and it would
 * count as current for ever. Resolves when Redis holds, or lists, all that is left here.
 * @returns a function that rejects with StoreFault when Redis fails on the way: then it has to be done again
 */
export function createPutBack({ memory, putBack }: PutBackParts) {
  async function one(epoch: string, key: string, entry: Entry): Promise<void> {
    const kept = await putBack(epoch, key, entry)
    const isHeld = kept === 'kept' || kept === 'listed'
    if (!isHeld && memory.peek(key) === entry) await memory.delete(key)
  }

  return async function putAllBack(epoch: string): Promise<void> {
    const held = [...memory.entries()]
    for (let at = 0; at < held.length; at += BATCH)
      await Promise.all(held.slice(at, at + BATCH).map(([key, entry]) => one(epoch, key, entry)))
  }
}

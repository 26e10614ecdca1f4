// Entries in Redis by their tags: each write and each erasure is one script, under the token of the dispatcher.

import type { Cluster, Redis } from 'ioredis'
import type { Entry } from './entry.ts'
import { anyScripts } from './lua/scripts.ts'
import type { Mark, PurgeEvent } from './purge-event.ts'
import type { Pen } from './purge-pen.ts'
import { type Places, readMoment, writeMoment } from './purge-places.ts'
import type { Seal } from './seal.ts'
import { asStoreFault, StoreFault } from './store-fault.ts'
import type { Held, Kept, Tagged } from './tags.ts'
import { packValue } from './value.ts'

export interface TaggedRedisParts {
  redis: Redis | Cluster
  places: Places
  pen: Pen
  /** As the store's. */
  seal?: Seal
  /** What was just told, for this process's own table and memory. */
  onEvent: (event: PurgeEvent) => void
}

/** Tags in one question: at a hundred entries each some thousand keys, well inside the time-out of one command. */
const TAGS = 50
const KEYS = 500

export interface TaggedRedis extends Tagged {
  /**
   * Keeps again, in any replica, what Redis lost. `settled`: it is too late for that in this epoch, and nobody may hold it.
   * @throws StoreFault
   */
  putBack: (epoch: string, key: string, entry: Entry) => Promise<Kept | 'settled'>
}

export function createTaggedRedis({ redis, places, pen, seal, onEvent }: TaggedRedisParts): TaggedRedis {
  const packed = (key: string, entry: Entry): Buffer => {
    try {
      return packValue(places.entry(key), entry, seal)
    } catch {
      // Its error may quote the document.
      throw new StoreFault('unreadable')
    }
  }

  async function asked<Reply>(command: Promise<Reply>): Promise<Reply> {
    try {
      return await command
    } catch (error) {
      throw asStoreFault(error)
    }
  }

  /** When there is no room for it, it is listed all the same. */
  async function keepOr<Refused>(
    run: (
      name: 'keep' | 'list',
      keys: readonly string[],
      args: ReadonlyArray<string | number | Buffer>,
    ) => Promise<unknown>,
    key: string,
    entry: Entry,
  ): Promise<Kept | Refused> {
    const { fetchedAt, deleteAt, tags } = entry
    const event: PurgeEvent = { kind: 'replaced', key, before: fetchedAt }
    const keys = [places.entry(key), ...tags.map(places.tag)]
    const rest = [writeMoment(fetchedAt), deleteAt, key, JSON.stringify(event), ...tags]
    try {
      return (await run('keep', keys, [packed(key, entry), ...rest])) as Kept | Refused
    } catch (fault) {
      if (!(fault instanceof StoreFault) || fault.reason !== 'refused') throw fault
      return (await run('list', keys, ['', ...rest])) as Kept | Refused
    }
  }

  async function erase(marks: readonly Mark[]): Promise<number> {
    if (marks.length === 0) return 0
    const event: PurgeEvent = { kind: 'erased', marks }
    const [, gone] = (await pen.run(
      'erase',
      marks.map(([tag]) => places.tag(tag)),
      [JSON.stringify(event), places.entry(''), ...marks.flatMap(([tag, before]) => [tag, writeMoment(before)])],
    )) as [string, number]
    onEvent(event)
    return gone
  }

  async function held(tags: readonly string[]): Promise<Map<string, readonly Held[]>> {
    const found = new Map<string, readonly Held[]>()
    for (let from = 0; from < tags.length; from += TAGS) {
      const some = tags.slice(from, from + TAGS)
      const keys = [places.unstored, ...some.map(places.tag)]
      const reply = (await asked(redis.eval(anyScripts.held, keys.length, ...keys, places.entry('')))) as string[][]
      for (const [at, tag] of some.entries()) {
        const pairs = pairsOf(reply[at] ?? [])
        if (pairs.length > 0) found.set(tag, pairs)
      }
    }
    return found
  }

  async function* keys(): AsyncGenerator<string> {
    let cursor = '0'
    do {
      const [next, members] = await asked(redis.zscan(places.keys, cursor, 'COUNT', KEYS))
      for (let at = 0; at < members.length; at += 2) yield members[at] ?? ''
      cursor = next
    } while (cursor !== '0')
  }

  return {
    keep: (key, entry) => keepOr<never>(pen.run, key, entry),
    putBack: (epoch, key, entry) =>
      keepOr<'settled'>((name, keys, args) => pen.runIn(epoch, `${name}Again`, keys, args), key, entry),
    erase,
    held,
    keys,
    count: () => asked(redis.zcard(places.keys)),
  }
}

function pairsOf(flat: readonly string[]): Held[] {
  const pairs: Held[] = []
  for (let at = 0; at + 1 < flat.length; at += 2)
    pairs.push({ key: flat[at] ?? '', fetchedAt: readMoment(flat[at + 1] ?? '') })
  return pairs
}

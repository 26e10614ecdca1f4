// What all replicas know together of each caller, in Redis: codes not held, unknown codes, who is stopped.

import type { Cluster, Redis } from 'ioredis'
import type { Telling } from './oordeel.ts'
import { MISSER, ONBEKEND, ZET } from './scripts.ts'
import { helft, MAX_CODES } from './spoor.ts'
import { readStand, type Stand, writeStand } from './stand.ts'
import type { Zegel } from './zegel.ts'

export interface VlootParts {
  /** Whoever made it closes it, and has set how long a command may take. */
  redis: Redis | Cluster
  zegel: Zegel
  spanMs: number
  /** May Redis be asked now? So that one that hangs does not cost every question its time-out. */
  fuse: { allows: () => boolean; worked: () => void; timedOut: () => void }
  /** Told of every fault; says whether it was a time-out. */
  onFault: (fault: unknown) => { timeout: boolean }
  prefix?: string
}

/** No promise here rejects: undefined is a Redis that gives no answer, and then each replica counts for itself. */
export interface Vloot {
  /** A code that is not held: a stop that is in force, else all such codes of late, ascending, this one among them. */
  misser: (afnemer: string, code: number, now: number) => Promise<Bericht<{ codes: Int32Array }> | undefined>
  /** A code that does not exist. `bekend`: known answers that were not told before. */
  onbekend: (
    afnemer: string,
    code: number,
    bekend: number,
    now: number,
  ) => Promise<Bericht<{ telling: Telling }> | undefined>
  /** Gives the stand that holds now: an earlier stop stays, but for a release. A stop or release begins a new count. */
  zet: (afnemer: string, stand: Stand, now: number) => Promise<Stand | undefined>
  standen: (afnemers: readonly string[]) => Promise<Map<string, Stand> | undefined>
}

export type Bericht<T> = { stop: Stand } | ({ stop?: undefined } & T)

export function createVloot({ redis, zegel, spanMs, fuse, onFault, prefix = '{agb}:' }: VlootParts): Vloot {
  const place = (what: string, afnemer: string) => `${prefix}enumeratie:${what}:${afnemer}`
  const standOf = (afnemer: string) => place('stand', afnemer)

  async function ask<Reply>(command: () => Promise<unknown>): Promise<Reply | undefined> {
    if (!fuse.allows()) return undefined
    try {
      const reply = await command()
      fuse.worked()
      return reply as Reply
    } catch (fault) {
      if (onFault(fault).timeout) fuse.timedOut()
      return undefined
    }
  }

  const window = (afnemer: string, code: number, now: number) => [
    zegel.seal(afnemer, code),
    now,
    now - spanMs,
    MAX_CODES,
    spanMs,
  ]

  return {
    misser: async (afnemer, code, now) => {
      const keys = [standOf(afnemer), place('codes', afnemer)]
      const reply = await ask<[Buffer, Buffer]>(() =>
        redis.callBuffer('eval', MISSER, keys.length, ...keys, ...window(afnemer, code, now)),
      )
      if (!reply) return undefined
      const [stand, blocks] = reply
      const stop = blocks.length === 0 && readStand(stand.toString())
      return stop ? { stop } : { codes: zegel.open(afnemer, blocks) }
    },
    onbekend: async (afnemer, code, bekend, now) => {
      const keys = [standOf(afnemer), place('onbekend', afnemer), place('bekend', afnemer)]
      const reply = await ask<[string, number, number]>(() =>
        redis.eval(ONBEKEND, keys.length, ...keys, ...window(afnemer, code, now), bekend, helft(now, spanMs)),
      )
      if (!reply) return undefined
      const [stand, onbekend, known] = reply
      const stop = onbekend === 0 && readStand(stand)
      return stop ? { stop } : { telling: { onbekend, bekend: known } }
    },
    zet: async (afnemer, stand, now) => {
      const counted = stand.soort === 'vertraagd' ? [] : ['codes', 'onbekend', 'bekend']
      const keys = [standOf(afnemer), ...counted.map((what) => place(what, afnemer))]
      const over = stand.soort === 'vrij' ? 1 : 0
      const reply = await ask<string>(() =>
        redis.eval(ZET, keys.length, ...keys, writeStand(stand), Math.max(1, stand.tot - now), over),
      )
      return readStand(reply ?? null)
    },
    standen: async (afnemers) => {
      if (afnemers.length === 0) return new Map()
      const reply = await ask<Array<string | null>>(() => redis.mget(afnemers.map(standOf)))
      return (
        reply &&
        new Map(
          afnemers.flatMap((afnemer, at) => {
            const stand = readStand(reply[at] ?? null)
            return stand ? [[afnemer, stand] as const] : []
          }),
        )
      )
    },
  }
}

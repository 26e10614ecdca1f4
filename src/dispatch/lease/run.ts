// Runs the lease's Lua scripts, one round trip each, and holds back what Redis alone believes.

import { readFileSync } from 'node:fs'
import type { Cluster, Redis } from 'ioredis'

const names = ['claim', 'bid', 'renew', 'take', 'free', 'release'] as const
export type ScriptName = (typeof names)[number]

const read = (name: string) => readFileSync(new URL(`lua/${name}.lua`, import.meta.url), 'utf8')

/** Each script with what they all begin with, ready for Redis. */
export const scripts = Object.fromEntries(names.map((name) => [name, `${read('book')}\n${read(name)}`])) as Record<
  ScriptName,
  string
>

/** Resolves to the words of the script's reply. Rejects when Redis cannot be asked: then nobody knows whether it ran. */
export type Run = (name: ScriptName, args: readonly (string | number)[]) => Promise<string[]>

/** These replies say that the lease is held; behind a failover it is held only if a replica knows. */
export const mustBeKept: ReadonlySet<string> = new Set(['granted', 'renewed'])
/** Stays below the time-out of a command, in ms. */
const acknowledgeMs = 50

/** A lease that no replica has acknowledged: it would not outlive a failover, so it does not count. */
export class Unacknowledged extends Error {
  constructor() {
    super('no replica acknowledged the lease in time')
    this.name = 'Unacknowledged'
  }
}

interface Parts {
  redis: Redis | Cluster
  prefix: string
  acknowledge: boolean
  /** No replica acknowledged, be it of a reply that need not be kept. */
  onUnacknowledged?: (() => void) | undefined
}

export function createRun({ redis, prefix, acknowledge, onUnacknowledged }: Parts): Run {
  const keys = [`${prefix}lease`, `${prefix}bids`]

  // EVAL and not EVALSHA: at some ten scripts a second the bytes matter less than a lost script cache.
  const evaluate = async (name: ScriptName, args: readonly (string | number)[]) =>
    (await redis.eval(scripts[name], keys.length, ...keys, ...args)) as string[]

  /** WAIT counts what its own connection wrote, so both go in one pipeline; in a Cluster the keys choose its node. */
  async function evaluateAndWait(name: ScriptName, args: readonly (string | number)[]) {
    const pipeline = redis.pipeline()
    pipeline.eval(scripts[name], keys.length, ...keys, ...args)
    pipeline.call('WAIT', 1, acknowledgeMs)
    const [script, wait] = (await pipeline.exec()) ?? []
    const error = script?.[0] ?? wait?.[0]
    if (error) throw error
    const words = script?.[1] as string[]
    if (wait?.[1] !== 0) return words
    onUnacknowledged?.()
    if (mustBeKept.has(words[0] ?? '')) throw new Unacknowledged()
    return words
  }

  return (name, args) =>
    acknowledge && (name === 'claim' || name === 'bid' || name === 'renew')
      ? evaluateAndWait(name, args)
      : evaluate(name, args)
}

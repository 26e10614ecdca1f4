// Processes, Redis and one time for all of them, that moves only when a test says so. Redis is a real one that reads its
// time and its run_id from keys; between it and each process stands a wire on which commands can be held or lost.

import assert from 'node:assert/strict'
import { setImmediate as turn } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { mustBeKept, type ScriptName, scripts, Unacknowledged } from '../../../../src/dispatch/lease/run.ts'
import type { Clock } from '../../../../src/lib/clock.ts'

/** As the client of the gateway: then nobody knows whether it ran. */
const commandTimeoutMs = 80

/** A command between its sender and Redis, or its reply on the way back. */
export interface Passing {
  from: string
  name: ScriptName
  args: readonly (string | number)[]
  way: 'there' | 'back'
  reply?: string[]
}

/** What becomes of it: passed at once, lost for ever, or kept until `letPass`. */
export type Fate = 'pass' | 'lose' | 'keep'

export interface Host {
  name: string
  clock: Clock
  run: (name: ScriptName, args: readonly (string | number)[]) => Promise<string[]>
  /** As SIGSTOP: it does nothing and hears nothing. */
  pause: () => void
  resume: () => void
  /** As SIGKILL. */
  kill: () => void
}

export interface World extends AsyncDisposable {
  now: () => number
  /** Lets that much time pass, everything due in it happening in order. */
  advance: (ms: number) => Promise<void>
  /** Lets everything happen that needs no time. */
  settle: () => Promise<void>
  addHost: (name: string) => Host
  /** Decides about each command and each reply; 'pass' unless set. */
  fate: (decide: (passing: Passing) => Fate) => void
  /** Lets pass what was kept, in the order in which it was kept or that `order` gives. */
  letPass: (order?: (kept: Passing[]) => Passing[]) => Promise<void>
  /** Sets Redis time forward, or back. */
  moveRedisTime: (ms: number) => void
  /** Another server: with what was held, or empty. */
  newRun: () => void
  empty: () => Promise<void>
  /** From now that host still talks to the server of before, which takes its word and has no replica any more. */
  leaveBehind: (host: Host) => Promise<void>
  /** What the book holds. */
  book: () => Promise<Record<string, string>>
  isWritten: () => Promise<boolean>
}

interface Sleeper {
  at: number
  host: string
  wake: () => void
}

export async function createWorld(url: string): Promise<World> {
  const redis = new Redis(url)
  const prefix = `{${Math.random()}}:`
  const keys = [`${prefix}lease`, `${prefix}bids`]
  const sources = Object.fromEntries(Object.entries(scripts).map(([name, source]) => [name, withKeys(source)]))
  const behind = { keys: keys.map((key) => `${key}:behind`), hosts: new Set<string>(), run: '' }
  const epoch = Date.parse('2026-11-22T12:00:00Z')
  const stopped = new Set<string>()
  const mail = new Map<string, (() => void)[]>()
  let elapsed = 0
  let redisAhead = 0
  let run = 1
  let sleepers: Sleeper[] = []
  let kept: { passing: Passing; go: () => void }[] = []
  let decide: (passing: Passing) => Fate = () => 'pass'
  let working = 0
  let line: Promise<unknown> = Promise.resolve()

  function evaluate(host: string, name: ScriptName, args: readonly (string | number)[]): Promise<string[]> {
    const isBehind = behind.hosts.has(host)
    const server = isBehind ? behind : { keys, run: `run${run}` }
    const micros = Math.round((epoch + elapsed + redisAhead) * 1000)
    const time = `${Math.floor(micros / 1e6)} ${micros % 1e6}`
    working += 1
    const reply = line.then(async () => {
      await redis.mset(`${server.keys[0]}:time`, time, `${server.keys[0]}:run`, server.run)
      const reply = (await redis.eval(sources[name] ?? '', 2, ...server.keys, ...args)) as string[]
      if (isBehind && mustBeKept.has(reply[0] ?? '')) throw new Unacknowledged()
      return reply
    })
    line = reply.catch(() => {}).finally(() => (working -= 1))
    return reply
  }

  /** What happens to a host that is stopped waits until it goes on, and for ever when it was killed. */
  function at(host: string, act: () => void) {
    if (stopped.has(host)) mail.get(host)?.push(act)
    else act()
  }

  function pass(passing: Passing, go: () => void) {
    const fate = decide(passing)
    if (fate === 'pass') go()
    else if (fate === 'keep') kept.push({ passing, go })
  }

  async function settle() {
    let quiet = 0
    while (quiet < 2) {
      await line
      await turn()
      quiet = working > 0 ? 0 : quiet + 1
    }
  }

  const sleep = (host: string, ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error)
      const sleeper: Sleeper = { at: elapsed + Math.max(0, ms), host, wake: resolve }
      sleepers.push(sleeper)
      signal?.addEventListener('abort', () => {
        sleepers = sleepers.filter((other) => other !== sleeper)
        reject(signal.reason as Error)
      })
    })

  function addHost(name: string): Host {
    const clock: Clock = {
      now: () => epoch + elapsed,
      monotonic: () => elapsed,
      sleep: (ms, signal) => sleep(name, ms, signal),
    }
    return {
      name,
      clock,
      run: (script, args) =>
        new Promise((resolve, reject) => {
          void sleep(name, commandTimeoutMs).then(() => reject(new Error('Command timed out')))
          const there: Passing = { from: name, name: script, args, way: 'there' }
          const answer = (reply: string[]) =>
            pass({ ...there, way: 'back', reply }, () => at(name, () => resolve(reply)))
          pass(there, () => void evaluate(name, script, args).then(answer, reject))
        }),
      pause: () => {
        stopped.add(name)
        mail.set(name, mail.get(name) ?? [])
      },
      resume: () => {
        stopped.delete(name)
        for (const act of mail.get(name) ?? []) act()
        mail.delete(name)
      },
      kill: () => {
        stopped.add(name)
        mail.delete(name)
        sleepers = sleepers.filter(({ host }) => host !== name)
      },
    }
  }

  return {
    now: () => elapsed,
    settle,
    addHost,
    advance: async (ms) => {
      const until = elapsed + ms
      for (;;) {
        await settle()
        const next = sleepers
          .filter(({ at, host }) => at <= until && !stopped.has(host))
          .reduce<Sleeper | undefined>((a, b) => (a && a.at <= b.at ? a : b), undefined)
        if (!next) break
        elapsed = Math.max(elapsed, next.at)
        sleepers = sleepers.filter((other) => other !== next)
        next.wake()
      }
      elapsed = until
      await settle()
    },
    fate: (how) => {
      decide = how
    },
    letPass: async (order = (all) => all) => {
      const waiting = kept
      kept = []
      for (const passing of order(waiting.map((each) => each.passing))) {
        waiting.find((each) => each.passing === passing)?.go()
        await settle()
      }
    },
    moveRedisTime: (ms) => {
      redisAhead += ms
    },
    newRun: () => {
      run += 1
    },
    leaveBehind: async ({ name }) => {
      for (const [index, key] of keys.entries()) await redis.copy(key, behind.keys[index] ?? '', 'REPLACE')
      behind.run = `run${run}`
      behind.hosts.add(name)
    },
    empty: async () => {
      line = line.then(() => redis.del(...keys))
      await line
    },
    book: () => redis.hgetall(`${prefix}lease`),
    isWritten: async () => (await redis.hget(`${prefix}lease`, 'run')) === `run${run}`,
    [Symbol.asyncDispose]: async () => {
      await settle()
      const all = [...keys, ...behind.keys]
      await redis.del(...all, ...all.flatMap((key) => [`${key}:time`, `${key}:run`]))
      redis.disconnect()
    },
  }
}

/** The lines that read what only a real server has, reading keys. */
function withKeys(source: string): string {
  const replaced = source
    .replace(
      `local time = redis.call('TIME')`,
      `local time = { string.match(redis.call('GET', KEYS[1] .. ':time'), '(%d+) (%d+)') }`,
    )
    .replace(`string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')`, `redis.call('GET', KEYS[1] .. ':run')`)
  assert.ok(replaced.includes(':time') && replaced.includes(':run'), 'the lines that tests replace are there')
  return replaced
}

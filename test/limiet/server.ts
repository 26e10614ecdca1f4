// A real Redis whose time and identity are the test's: the script is as it is, but for what it reads of the server.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { TestContext } from 'node:test'
import { Redis } from 'ioredis'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'
import { startRedis } from '../support/redis.ts'

const READ_OF_THE_SERVER = [
  ["redis.call('TIME')", '{ARGV[2], ARGV[3]}'],
  ["string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')", 'ARGV[4]'],
] as const

const TEXT = readFileSync(new URL('../../src/limiet/settle.lua', import.meta.url), 'utf8')
const SCRIPT = READ_OF_THE_SERVER.reduce((text, [real, ours]) => {
  assert.ok(text.includes(real), real)
  return text.replace(real, ours)
}, TEXT)

/** Runs the command, or does with it what the link does. */
export type Pass = <T>(command: () => Promise<T>) => Promise<T>

export interface Server {
  clock: FakeClock
  /** What a replica knows of it; `isOpen`: is it connected? */
  client: (pass?: Pass, isOpen?: () => boolean) => Redis
  /** It is another: restarted, or the one that took over. What it holds stays. */
  restart: () => void
  /** Its clock is set. */
  jump: (ms: number) => void
  redis: Redis
}

export function createServer(redis: Redis, clock: FakeClock): Server {
  let runId = 1
  let jumped = 0
  const run = (keys: number, key: string, told: string) => {
    const now = clock.now() + jumped
    const [seconds, micros] = [Math.floor(now / 1000), (now % 1000) * 1000]
    return redis.eval(SCRIPT, keys, key, told, seconds, micros, runId.toString(16))
  }
  return {
    clock,
    redis,
    client: (pass = (command) => command(), isOpen = () => true) =>
      ({
        get status() {
          return isOpen() ? 'ready' : 'reconnecting'
        },
        eval: (text: string, keys: number, key: string, told: string) =>
          pass(async () => {
            assert.equal(text, TEXT)
            return run(keys, key, told)
          }),
        hdel: (key: string, field: string) => pass(() => redis.hdel(key, field)),
      }) as unknown as Redis,
    restart: () => {
      runId += 1
    },
    jump: (ms) => {
      jumped += ms
    },
  }
}

/** For one test, on a redis-server of its own. */
export async function withServer(t: TestContext): Promise<Server> {
  const server = await startRedis()
  const redis = new Redis(server.url)
  t.after(async () => {
    redis.disconnect()
    await server[Symbol.asyncDispose]()
  })
  return createServer(redis, createFakeClock())
}

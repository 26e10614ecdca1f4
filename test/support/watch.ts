// Keeps asking every replica the same, and holds each answer against the truth.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { FleetReplica } from './fleet.ts'
import { isAnswer, type Seen, see, type Truth } from './truth.ts'

export interface WatchOptions {
  replicas: readonly FleetReplica[]
  paths: readonly string[]
  truth: Truth
  callers?: readonly string[]
  /** Between an answer and the next question, in ms. */
  everyMs?: number
}

export interface Watch {
  /** Every answer so far. */
  seen: readonly Seen[]
  /** The last answer of each question at each replica. */
  latest: () => Seen[]
  /**
   * Resolves when every replica that is up gives the name of now from what it holds, or no longer knows the party, to
   * questions that were all asked after the call.
   */
  follows: (what: string, ms?: number) => Promise<void>
  /** Asserts that every question was answered everywhere, and that no answer claims more than was true. */
  isHonest: () => void
  /** Asks nothing more; resolves when nothing is open. */
  stop: () => Promise<void>
}

interface Question {
  replica: FleetReplica
  path: string
  caller: string
}

const EVERY_MS = 25

export function watch(t: TestContext, options: WatchOptions): Watch {
  const { replicas, paths, truth, callers = ['alles'], everyMs = EVERY_MS } = options
  const stopping = new AbortController()
  const seen: Seen[] = []
  const lies: string[] = []
  const last = new Map<string, { seen: Seen; count: number }>()
  let heard = Promise.withResolvers<void>()

  async function ask(id: string, { replica, path, caller }: Question): Promise<void> {
    for (let count = 1; !stopping.signal.aborted; ) {
      if (replica.isUp()) {
        const answer = await see(replica, path, caller)
        seen.push(answer)
        if (isAnswer(answer)) {
          const lie = truth.lieIn(answer)
          if (lie) lies.push(lie)
          count += 1
        }
        last.set(id, { seen: answer, count })
        heard.resolve()
        heard = Promise.withResolvers()
      }
      await delay(everyMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  const questions = new Map<string, Question>()
  for (const replica of replicas)
    for (const path of paths)
      for (const caller of callers) questions.set(`${replica.name} ${path} ${caller}`, { replica, path, caller })
  const asking = [...questions].map(([id, question]) => ask(id, question))
  const stop = async () => {
    stopping.abort()
    await Promise.all(asking)
  }
  t.after(stop)

  /** Of each question at each replica that is up: undefined while there was no answer. */
  const upNow = () =>
    [...questions].filter(([, { replica }]) => replica.isUp()).map(([id]) => [id, last.get(id)] as const)

  return {
    seen,
    latest: () => [...last.values()].map(({ seen }) => seen),
    follows: async (what, ms = 20_000) => {
      // The answer that is on its way may have been asked for before.
      const before = new Map([...last].map(([id, { count }]) => [id, count]))
      const isThere = ([id, found]: ReturnType<typeof upNow>[number]) =>
        found !== undefined &&
        found.count >= (before.get(id) ?? 0) + 2 &&
        isAnswer(found.seen) &&
        !found.seen.fetched &&
        found.seen.name === truth.name()
      const late = AbortSignal.timeout(ms)
      const given = once(late, 'abort')
      while (!upNow().every(isThere)) {
        await Promise.race([heard.promise, given])
        if (!late.aborted) continue
        assert.deepEqual(lies.slice(0, 5), [])
        throw new Error(`not within ${ms} ms: ${what}: ${JSON.stringify(upNow())}`)
      }
    },
    isHonest: () => {
      assert.deepEqual(lies.slice(0, 5), [])
      const answered = new Set(seen.filter(isAnswer).map(({ replica, path, caller }) => `${replica} ${path} ${caller}`))
      assert.equal(answered.size, questions.size)
    },
    stop,
  }
}

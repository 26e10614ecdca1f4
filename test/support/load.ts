// Load on a fleet: callers that keep questions open and obey what they are told, and what became of each question.

import { setTimeout as delay } from 'node:timers/promises'
import type { Fleet } from './fleet.ts'
import type { Replica } from './replica.ts'

export interface Answered {
  caller: string
  replica: string
  /** When it was asked, ms since 1970. */
  at: number
  ms: number
  /** 0: the connection broke. */
  status: number
  /** Seconds, when the answer names them. */
  retryAfter: number | undefined
}

export interface LoadOptions {
  fleet: Pick<Fleet, 'fresh'>
  /** Each keeps `atOnce` questions open, spread over these. */
  replicas: readonly Replica[]
  callers: readonly string[]
  atOnce: number
  /** Seconds of `Prefer: wait`. */
  wait: number
}

export interface Load {
  answers: Answered[]
  /** Asks nothing more; resolves when the last answer is in. */
  stop: () => Promise<Answered[]>
  /** Asks nothing more and hangs up on what is open. */
  leave: () => Promise<Answered[]>
}

/** Who finds nobody tries again after so many ms; who is refused comes back when told, but within a second: it is load. */
const NOBODY_MS = 50
const LONGEST_PAUSE_MS = 1000

/** One question; a broken connection is an answer too. */
export async function askOnce(
  replica: Replica,
  caller: string,
  path: string,
  wait: number,
  signal?: AbortSignal,
): Promise<Answered> {
  const at = Date.now()
  const base = { caller, replica: replica.name, at }
  const begin = performance.now()
  try {
    const { status, headers, ms } = await replica.ask(path, { caller, wait, ...(signal && { signal }) })
    const told = headers['retry-after']
    return { ...base, status, ms, retryAfter: told === undefined ? undefined : Number(told) }
  } catch {
    return { ...base, status: 0, ms: performance.now() - begin, retryAfter: undefined }
  }
}

export const isAnswered = ({ status }: Answered): boolean => status === 200 || status === 404

export function keepAsking({ fleet, replicas, callers, atOnce, wait }: LoadOptions): Load {
  const answers: Answered[] = []
  const stopping = new AbortController()
  const leaving = new AbortController()

  async function ask(caller: string, replica: Replica): Promise<void> {
    while (!stopping.signal.aborted) {
      const answer = await askOnce(replica, caller, fleet.fresh(), wait, leaving.signal)
      answers.push(answer)
      if (isAnswered(answer)) continue
      const pause = answer.retryAfter === undefined ? NOBODY_MS : answer.retryAfter * 1000
      await delay(Math.min(pause, LONGEST_PAUSE_MS), undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  const seats = callers.flatMap((caller, at) =>
    Array.from({ length: atOnce }, (_, n) => ({ caller, replica: replicas[(at + n) % replicas.length]! })),
  )
  const asking = seats.map(({ caller, replica }) => ask(caller, replica))
  const stop = async () => {
    stopping.abort()
    await Promise.all(asking)
    return answers
  }
  return {
    answers,
    stop,
    leave: () => {
      leaving.abort()
      return stop()
    },
  }
}

/** Ten questions open of each of six callers: the queue is never empty and everyone fits in a deadline of 10 s. */
export const saturate = (fleet: Fleet): Load =>
  keepAsking({
    fleet,
    replicas: fleet.replicas,
    callers: ['c0', 'c1', 'c2', 'c3', 'c4', 'c5'],
    atOnce: 10,
    wait: 10,
  })

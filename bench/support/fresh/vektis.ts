// Vektis in this process: the register and the answers of the sandbox, behind lines that take time and count strictly.

import { catalogus } from '../../../src/domain/catalogus.ts'
import type { CallOptions, OpenLine, Outcome } from '../../../src/domain/outcome.ts'
import type { Clock } from '../../../src/lib/clock.ts'
import { createAnswers } from '../../../src/sandbox/answers/answers.ts'
import type { Random } from '../../../src/sandbox/register/random.ts'
import type { Register } from '../../../src/sandbox/register/register.ts'
import { createRouter } from '../../../src/sandbox/router.ts'
import { createSlidingCount } from '../../../src/sandbox/sliding-count.ts'

/** One way of a call, in ms: so that a whole one takes 30 to 80. */
export const WAY_MS = { least: 15, most: 40 }

export interface Vektis {
  openLine: OpenLine
  /** Calls that arrived, and how many of them were too many in their second. */
  counted: () => { calls: number; limited: number }
}

export interface VektisParts {
  register: Register
  clock: Clock
  random: Random
  /** In any second. */
  callsPerSecond: number
}

export function createVektis({ register, clock, random, callsPerSecond }: VektisParts): Vektis {
  const answer = createAnswers({ register, dateFormat: 'yyyy-MM-dd', maxPageSize: 1000 })
  const find = createRouter(catalogus.map((bevraging) => [bevraging.pad, bevraging] as const))
  const second = createSlidingCount()
  let calls = 0
  let limited = 0

  function outcomeOf(path: string): Outcome {
    calls += 1
    if (second.at(clock.now()) >= callsPerSecond) {
      limited += 1
      return { kind: 'limited' }
    }
    second.add(clock.now())
    const found = find(path)
    if (!found) return { kind: 'failed', reason: 'status', status: 500 }
    const { status, body } = answer(found.value, { parameters: found.parameters, query: new URLSearchParams() })
    if (status === 404) return { kind: 'absent' }
    if (status !== 200) return { kind: 'failed', reason: 'status', status }
    // As what comes over a network: nothing of it is the register's own.
    return { kind: 'record', document: JSON.parse(JSON.stringify(body)) as unknown }
  }

  const way = (signal: AbortSignal | undefined) => clock.sleep(random.int(WAY_MS.least, WAY_MS.most), signal)

  async function call(path: string, { signal, mayStart, onAnswer }: CallOptions = {}): Promise<Outcome> {
    if (mayStart?.() === false) return { kind: 'failed', reason: 'not-sent' }
    try {
      await way(signal)
      const outcome = outcomeOf(path)
      await way(signal)
      onAnswer?.()
      return outcome
    } catch {
      return { kind: 'failed', reason: 'aborted' }
    }
  }

  return {
    openLine: async () => ({ call, giveBack: () => undefined }),
    counted: () => ({ calls, limited }),
  }
}

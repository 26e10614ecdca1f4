// Floods and herds, each in a process of its own, so that what is measured here is not held up by making them.

import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { runProcess } from '../../test/support/process.ts'
import type { Replica } from '../../test/support/replica.ts'

export interface Flood {
  caller: string
  /** Questions, all at once and all different. */
  count: number
  /** Seconds of `Prefer: wait`. */
  wait: number
  /** The first of them; by default 0. Others than a flood that is under way asks begin after its last. */
  from?: number
}

const run = (t: TestContext, worker: string, replica: Replica, { caller, count, wait, from = 0 }: Flood) => {
  const file = join(import.meta.dirname, `${worker}-worker.ts`)
  return runProcess(t, process.execPath, [file, replica.url(), caller, ...[count, wait, from].map(String)])
}

/** Who is refused comes back when told. Resolves when it has begun; it ends with the stage. */
export const startFlood = async (t: TestContext, replica: Replica, flood: Flood): Promise<void> => {
  await run(t, 'flood', replica, flood).said(/asking/)
}

/** Asks once; resolves with how many were refused, when the last answer was in, and what each waited, p99. */
export async function askAtOnce(
  t: TestContext,
  replica: Replica,
  flood: Flood,
): Promise<{ refused: number; lastMs: number; waitMs: number }> {
  const [, json = ''] = await run(t, 'herd', replica, flood).said(/^came (.*)$/m)
  return JSON.parse(json) as { refused: number; lastMs: number; waitMs: number }
}

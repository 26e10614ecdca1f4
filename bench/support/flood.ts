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

type Server = Pick<Replica, 'url'>

const worker = (t: TestContext, name: string, ...args: string[]) =>
  runProcess(t, process.execPath, [join(import.meta.dirname, `${name}-worker.ts`), ...args])

const run = (t: TestContext, name: string, server: Server, { caller, count, wait, from = 0 }: Flood) =>
  worker(t, name, server.url(), caller, ...[count, wait, from].map(String))

/** Who is refused comes back when told. Resolves when it has begun; it ends with the stage. */
export const startFlood = async (t: TestContext, server: Server, flood: Flood): Promise<void> => {
  await run(t, 'flood', server, flood).said(/asking/)
}

/** Asks once; resolves with how many were refused, when the last answer was in, and what each waited, p99. */
export async function askAtOnce(
  t: TestContext,
  server: Server,
  flood: Flood,
): Promise<{ refused: number; lastMs: number; waitMs: number }> {
  const [, json = ''] = await run(t, 'herd', server, flood).said(/^came (.*)$/m)
  return JSON.parse(json) as { refused: number; lastMs: number; waitMs: number }
}

/** Fastify alone, that refuses everything; it ends with the stage. */
export async function startBare(t: TestContext): Promise<Server> {
  const [, url = ''] = await worker(t, 'bare').said(/^listens at (.*)$/m)
  return { url: () => url }
}

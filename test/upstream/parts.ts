// Lines to a sandbox, as the gateway makes them.

import type { TestContext } from 'node:test'
import { type Call, NoLine } from '../../src/domain/outcome.ts'
import { type Clock, systemClock } from '../../src/lib/clock.ts'
import type { Pair } from '../../src/sandbox/certificates.ts'
import { readIdentity } from '../../src/upstream/identity.ts'
import { createLines } from '../../src/upstream/lines.ts'
import type { TestSandbox } from '../support/sandbox.ts'

export interface LinesOptions {
  /** null: only the system's trust. */
  ca?: string | null
  pair?: Pair
  connections?: number
  authorization?: string
  origin?: string
  clock?: Clock
}

export const CODE = '03000001'
export const PAD = `/v2/zorgverleners/${CODE}`

/** What cuts a call off for time says so. */
export const tooLate = () => new DOMException('too late', 'TimeoutError')

/** Lets the sockets do their work until it is so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
}

/** @throws when the pair is no identity */
export function identityOf({ cert, key }: Pair) {
  const { identity, faults } = readIdentity({ cert: Buffer.from(cert), key: Buffer.from(key) }, Date.now())
  if (!identity) throw new Error(faults.join())
  return identity
}

export function linesOf(t: TestContext, sandbox: TestSandbox, options: LinesOptions = {}) {
  const { ca = sandbox.caPem, pair = sandbox.client, connections = 4, clock = systemClock } = options
  const { authorization = sandbox.token, origin = sandbox.url } = options
  const lines = createLines({
    identity: identityOf(pair),
    ca: ca ?? undefined,
    origin: new URL(origin),
    authorization: () => authorization,
    connections,
    clock,
  })
  t.after(lines.close)
  return lines
}

/** Each call over a line of its own; that none is to be had counts as an outcome. */
export function callerOf(t: TestContext, sandbox: TestSandbox, options?: LinesOptions): Call {
  const { open } = linesOf(t, sandbox, options)
  return async (path, wishes) => {
    try {
      return await (await open()).call(path, wishes)
    } catch (fault) {
      if (fault instanceof NoLine) return { kind: 'failed', reason: fault.reason }
      throw fault
    }
  }
}

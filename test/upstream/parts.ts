// A client of Vektis in front of a sandbox, as the gateway makes it.

import type { TestContext } from 'node:test'
import type { Pair } from '../../src/sandbox/certificates.ts'
import { createAgent } from '../../src/upstream/agent.ts'
import { createClient } from '../../src/upstream/client.ts'
import { readIdentity } from '../../src/upstream/identity.ts'
import type { TestSandbox } from '../support/sandbox.ts'

export interface ClientOptions {
  /** null: only the system's trust. */
  ca?: string | null
  pair?: Pair
  timeoutMs?: number
  connections?: number
  authorization?: string
  origin?: string
}

export const CODE = '03000001'
export const PAD = `/v2/zorgverleners/${CODE}`

/** @throws when the pair is no identity */
export function identityOf({ cert, key }: Pair) {
  const { identity, faults } = readIdentity({ cert: Buffer.from(cert), key: Buffer.from(key) }, Date.now())
  if (!identity) throw new Error(faults.join())
  return identity
}

export function clientOf(t: TestContext, sandbox: TestSandbox, options: ClientOptions = {}) {
  const { ca = sandbox.caPem, pair = sandbox.client, timeoutMs = 5000, connections = 4 } = options
  const { authorization = sandbox.token, origin = sandbox.url } = options
  const dispatcher = createAgent({ identity: identityOf(pair), ca: ca ?? undefined, connections, timeoutMs })
  t.after(() => dispatcher.destroy())
  return createClient({ dispatcher, origin, authorization: () => authorization, timeoutMs })
}

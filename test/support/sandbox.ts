// A sandbox for one test: started with what the test asks, closed when the test ends, with a client that fits it.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import type { TestContext } from 'node:test'
import type { IncomingHttpHeaders } from 'node:http'
import type { Pair } from '../../src/sandbox/certificates.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/server.ts'

/** A register large enough to hold every kind and state, small enough to be made in some milliseconds. */
const SMALL = { zorgverlener: 150, onderneming: 50, vestiging: 100 }

export interface Reply {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** The body as JSON; raises when it is not. */
  json: () => unknown
}

export interface GetOptions {
  method?: string
  /** null: no Authorization header. */
  token?: string | null
  /** null: no client certificate. */
  client?: Pair | null
  signal?: AbortSignal
}

export interface TestSandbox extends Sandbox {
  /** A sound client certificate with its key, PEM. */
  client: Pair
  caPem: string
  /** One call as a Vektis client makes it. Rejects when the connection breaks. */
  get: (path: string, options?: GetOptions) => Promise<Reply>
  /** Writes token, certificates and key into a directory that goes with the test; returns their paths. */
  files: () => Promise<{ directory: string; token: string; cert: string; key: string; ca: string }>
}

/** Without a limit on calls per second and with a small register, unless the options say otherwise. */
export async function withSandbox(t: TestContext, options: SandboxOptions = {}): Promise<TestSandbox> {
  const sandbox = await startSandbox({ callsPerSecond: Infinity, omvang: SMALL, ...options })
  t.after(sandbox.close)
  const { authority, token, url } = sandbox
  const client = authority.client()
  const agent = new Agent({ keepAlive: true })
  t.after(() => agent.destroy())

  const get = async (target: string, wishes: GetOptions = {}): Promise<Reply> => {
    const authorization = wishes.token === undefined ? token : wishes.token
    const pair = wishes.client === undefined ? client : wishes.client
    const { promise, resolve, reject } = Promise.withResolvers<Reply>()
    const outgoing = request(`${url}${target}`, {
      method: wishes.method ?? 'GET',
      ca: authority.caPem,
      agent: pair === client ? agent : false,
      ...pair,
      ...(wishes.signal && { signal: wishes.signal }),
      headers: authorization === null ? {} : { authorization },
    })
    outgoing.once('error', reject)
    outgoing.once('response', (incoming) => {
      text(incoming).then((body) => {
        const { statusCode = 0, headers } = incoming
        resolve({ status: statusCode, headers, text: body, json: () => JSON.parse(body) as unknown })
      }, reject)
    })
    outgoing.end()
    return promise
  }

  const files = async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'agb-sandbox-'))
    t.after(() => rm(directory, { recursive: true }))
    const write = async (name: string, contents: string) => {
      const file = path.join(directory, name)
      await writeFile(file, contents, { mode: 0o600 })
      return file
    }
    return {
      directory,
      token: await write('token', token),
      cert: await write('client.pem', client.cert),
      key: await write('client.key', client.key),
      ca: await write('ca.pem', authority.caPem),
    }
  }

  return { ...sandbox, client, caPem: authority.caPem, get, files }
}

// An open connection to Vektis that speaks HTTP/1.1, one call at a time, until it closes.

import { Client } from 'undici'
import type { CallOptions, Outcome } from '../domain/outcome.ts'
import type { Opened } from './connect.ts'
import { exchange } from './exchange.ts'

/** The largest answer that is read, in bytes: a month of mutations of the whole register stays well below it. */
export const MAX_ANSWER_BYTES = 32 * 1024 * 1024

/** undici's own bound on rest, in ms: out of the way, the lines have theirs. What the server announces is obeyed to the end. */
const REST_MS = 10 * 60_000

export interface ConnectionParts {
  opened: Opened
  /** Base URL of Vektis. */
  origin: URL
  /** The exact value of the Authorization header. */
  authorization: () => string
}

export interface Connection {
  call: (path: string, options: CallOptions) => Promise<Outcome>
  /** False as soon as it is known to be closing. */
  usable: () => boolean
  /** Closes it, unless a call is under way. */
  close: () => void
  /** Resolves when it is closed, by whomever. */
  gone: Promise<void>
}

export function createConnection({ opened, origin, authorization }: ConnectionParts): Connection {
  const { socket, usable } = opened
  const { promise: gone, resolve } = Promise.withResolvers<void>()
  const prefix = origin.pathname.replace(/\/$/, '')
  let adopted = false
  let calling = false

  const client = new Client(origin.origin, {
    // Asked for at the first call. Asked again, that connection is gone, and another is not this one's to make.
    connect: (_, callback) => {
      if (adopted) return callback(new Error('the connection is closed'), null)
      adopted = true
      queueMicrotask(() => callback(null, socket))
    },
    allowH2: false,
    pipelining: 1,
    maxResponseSize: MAX_ANSWER_BYTES,
    keepAliveTimeout: REST_MS,
    keepAliveTimeoutThreshold: 0,
    // How long a call may take is for who makes it to say.
    headersTimeout: 0,
    bodyTimeout: 0,
  })

  socket.once('close', () => {
    // Not awaited: undici would wait for the event that is being told here.
    void client.destroy()
    resolve()
  })

  return {
    usable,
    gone,
    call: async (path, options) => {
      if (!usable()) return { kind: 'failed', reason: 'not-sent' }
      calling = true
      const headers = { accept: 'application/json', authorization: authorization() }
      const outcome = await exchange({ client, opened }, { path: prefix + path, headers }, options)
      calling = false
      return outcome
    },
    close: () => {
      if (!calling) socket.destroy()
    },
  }
}

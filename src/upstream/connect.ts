// Opens one connection to Vektis: TCP, then TLS under the hospital's certificate. The TCP socket stays in our hands.

import { once } from 'node:events'
import net from 'node:net'
import tls from 'node:tls'
import { NoLine } from '../domain/outcome.ts'
import type { Clock } from '../lib/clock.ts'
import { resetSocket } from '../lib/reset-socket.ts'
import type { Identity } from './identity.ts'

/** TCP and TLS together, in ms: a way that leads nowhere is found out three times within five seconds. */
export const CONNECT_TIMEOUT_MS = 1_500
/** How long a far side that took our certificate may be silent about it, in ms. */
export const TAKEN_MS = 100
/** How long a session is taken up again, in ms. In one, neither side looks at the other's certificate anew. */
export const SESSION_MS = 10 * 60_000

export interface ConnectParts {
  identity: Identity
  /** Extra trust anchors beside the system's, PEM. */
  ca?: string | Buffer | undefined
  origin: URL
  clock: Clock
}

export interface Opened {
  socket: tls.TLSSocket
  /**
   * Breaks the TCP connection off with a reset, at once. What the far side has not received by now it never will: after a
   * plain close the kernel would go on sending it (RFC 9293, 3.10.5; SO_LINGER of zero).
   */
  reset: () => void
  /** False as soon as it is known to be closing; TLS hears of a reset later than TCP. */
  usable: () => boolean
}

const ignore = () => undefined

/**
 * Returns `connect`, which rejects with `NoLine`: `connect` before TCP stands, `tls` from there.
 * @throws when the certificate and key cannot be used together
 */
export function createConnect({ identity, ca, origin, clock }: ConnectParts): () => Promise<Opened> {
  const secureContext = tls.createSecureContext({
    ...identity.material,
    ...(ca !== undefined && { ca: [...tls.getCACertificates('default'), ca.toString()] }),
    minVersion: 'TLSv1.2',
  })
  const host = origin.hostname.replace(/^\[(.*)\]$/, '$1')
  const port = Number(origin.port || 443)
  const servername = net.isIP(host) ? '' : host
  let last: { session: Buffer; until: number } | undefined

  function secure(raw: net.Socket): tls.TLSSocket {
    const session = last && clock.monotonic() < last.until ? last.session : undefined
    const socket = tls.connect({ socket: raw, host, servername, secureContext, session, ALPNProtocols: ['http/1.1'] })
    return socket.on('session', (session: Buffer) => {
      // Where it was taken up, its time goes on: else no certificate would ever be looked at again.
      const until = socket.isSessionReused() && last ? last.until : clock.monotonic() + SESSION_MS
      last = { session, until }
    })
  }

  /**
   * In TLS 1.3 we are done before the far side has looked at our certificate: it refuses after `secureConnect`. That it took
   * it shows in the session ticket that most send next; without one silence has to do. A session taken up needs neither.
   */
  async function taken(socket: tls.TLSSocket, ticket: Promise<unknown>, signal: AbortSignal): Promise<void> {
    if (socket.getProtocol() !== 'TLSv1.3' || socket.isSessionReused()) return
    const refused = once(socket, 'close', { signal }).then(() => {
      throw new Error('closed right after the handshake')
    })
    await Promise.race([ticket, refused, clock.sleep(TAKEN_MS, signal)])
  }

  return async function connect(): Promise<Opened> {
    const settled = new AbortController()
    const late = clock.sleep(CONNECT_TIMEOUT_MS, settled.signal).then(() => {
      throw new Error('no connection within the time for it')
    })
    // Both sockets may still err when nobody listens for it any more; that must not end the process.
    const raw = net.connect({ host, port, noDelay: true }).on('error', ignore)
    let step: NoLine['reason'] = 'connect'
    try {
      await Promise.race([once(raw, 'connect'), late])
      step = 'tls'
      const socket = secure(raw).on('error', ignore)
      // Listened for from the start: it may come in one go with the end of the handshake.
      const ticket = once(socket, 'session', { signal: settled.signal })
      ticket.catch(ignore)
      await Promise.race([once(socket, 'secureConnect'), late])
      await Promise.race([taken(socket, ticket, settled.signal), late])
      return {
        socket,
        reset: () => resetSocket(raw, socket),
        usable: () => !raw.destroyed && socket.readable && socket.writable,
      }
    } catch (fault) {
      raw.destroy()
      throw new NoLine(step, fault)
    } finally {
      settled.abort()
    }
  }
}

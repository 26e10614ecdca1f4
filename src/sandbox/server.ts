// Starts the stand-in for Vektis: HTTPS that demands a client certificate, with the register behind it.

import { createServer } from 'node:https'
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { Rol } from '../domain/catalogus.ts'
import { type Clock, systemClock } from '../lib/clock.ts'
import { resetSocket } from '../lib/reset-socket.ts'
import { createCalls } from './calls.ts'
import { type Authority, createAuthority } from './certificates.ts'
import { type Control, createControl, type Latency, type Settings } from './control.ts'
import { createFaults } from './faults.ts'
import { createGate, type Tokens } from './gate.ts'
import { type Connection, createHandle } from './handle.ts'
import { createHolds } from './holds.ts'
import { listenOnLoopback } from './listen.ts'
import type { Omvang } from './register/build.ts'
import { createMutate } from './register/mutate.ts'
import { createRegister } from './register/register.ts'
import { runTrickle } from './trickle.ts'

export const SANDBOX_TOKEN = 'Vektis sandbox-token'

export interface SandboxOptions {
  /** 0: any free port. */
  port?: number | undefined
  /** The exact value of the Authorization header. */
  token?: string | undefined
  roles?: readonly Rol[] | undefined
  /** Signs the server's certificate, and client certificates must come from it. */
  authority?: Authority | undefined
  clock?: Clock | undefined
  seed?: number | undefined
  omvang?: Omvang | undefined
  /** Per token, in any second; Infinity for no limit. */
  callsPerSecond?: number | undefined
  /** The one format in which days in paths are taken. */
  dateFormat?: string | undefined
  maxPageSize?: number | undefined
  latency?: Latency | undefined
  /** Changes something of its own every so many ms; without it nothing changes by itself. */
  trickleMs?: number | undefined
}

export interface Sandbox extends AsyncDisposable {
  /** `https://localhost:port` */
  url: string
  token: string
  authority: Authority
  control: Control
  /** Breaks every connection off and resolves when the port is free. */
  close: () => Promise<void>
}

/** Gone already: there is nothing to break off. */
const breakOff = (raw: Socket | undefined, over: TLSSocket) => raw && resetSocket(raw, over)

/** Raw sockets by TLS socket are private to Node; both have the same remote port, and one client port is one connection. */
function trackConnections(server: ReturnType<typeof createServer>) {
  const raw = new Map<number, Socket>()
  const clients = new WeakMap<Socket, Connection>()
  server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0
    raw.set(port, socket)
    socket.once('close', () => raw.delete(port))
  })
  server.on('secureConnection', (socket: TLSSocket) => {
    const port = socket.remotePort ?? 0
    const { CN } = socket.getPeerCertificate().subject
    clients.set(socket, { client: String(CN), reset: () => breakOff(raw.get(port), socket) })
  })
  return {
    of: (socket: Socket): Connection => clients.get(socket) ?? { client: '', reset: () => socket.destroy() },
    destroyAll: () => {
      for (const socket of raw.values()) socket.destroy()
    },
  }
}

/**
 * Listens on the loopback only. A client certificate that is missing, expired, not yet valid, for another use, or of
 * another authority breaks the connection off right after the TLS handshake, before any request is read.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, token = SANDBOX_TOKEN, clock = systemClock, seed = 1, omvang } = options
  const { callsPerSecond = 10, dateFormat = 'yyyy-MM-dd', maxPageSize = 1000, latency = { ms: 0 } } = options
  const { authority = createAuthority(), roles = ['RaadplegenZorgpartij', 'Referentiegegevens'] } = options

  const tokens: Tokens = new Map([[token, roles]])
  const settings: Settings = { latency, retryAfter: undefined }
  const register = createRegister({ clock, seed, omvang })
  const calls = createCalls(clock)
  const faults = createFaults()
  const holds = createHolds()
  const mutate = createMutate({ register, clock })
  const control = createControl({ calls, faults, holds, mutate, register, settings, tokens })
  const admit = createGate({ clock, tokens, callsPerSecond })
  const handle = createHandle({ admit, calls, clock, dateFormat, faults, holds, maxPageSize, register, settings })

  const identity = { ...authority.server(), ca: authority.caPem, requestCert: true, rejectUnauthorized: true }
  const server = createServer({ ...identity, minVersion: 'TLSv1.2' }, (request, response) => {
    void handle(request, response, connections.of(request.socket))
  })
  const connections = trackConnections(server)
  const bound = await listenOnLoopback(server, port)

  const stop = new AbortController()
  const { trickleMs } = options
  const trickle = trickleMs && runTrickle({ register, mutate, clock, seed, everyMs: trickleMs }, stop.signal)

  const close = async () => {
    stop.abort()
    holds.releaseAll()
    const closed = new Promise((resolve) => server.close(resolve))
    connections.destroyAll()
    await Promise.all([closed, trickle])
  }
  return {
    url: `https://localhost:${bound}`,
    token,
    authority,
    control,
    close,
    [Symbol.asyncDispose]: close,
  }
}

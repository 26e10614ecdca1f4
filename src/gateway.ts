// A running gateway: both doors open, and the way down in order.

import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { buildApp, buildManagement } from './app.ts'
import { createDeps, type DepsParts } from './deps.ts'
import { createDoor } from './http/door.ts'
import type { Clock } from './lib/clock.ts'
import type { Prepared } from './prepare.ts'

export interface GatewayParts {
  prepared: Prepared
  clock: Clock
  logger: Logger
  /** See createDeps. */
  startHeldMs?: number | undefined
  follows?: boolean | undefined
  readFile?: DepsParts['readFile']
}

export interface Gateway {
  /** Base URL for callers. */
  url: string
  /** Base URL of the management door. */
  managementUrl: string
  app: FastifyInstance
  /** Says on /readyz that no new callers should come, and lets another replica become the dispatcher. */
  drain: () => Promise<void>
  /** Closes both doors, callers first, then all parts in reverse order. */
  close: () => Promise<void>
}

const IDLE_SWEEP_MS = 50
/** Connections that may wait to be taken in, if the kernel allows as many: of more the client tries again after a second. */
const BACKLOG = 4096

const urlOf = (app: FastifyInstance, scheme: string): string => {
  const { port, family, address } = app.server.address() as AddressInfo
  const everywhere = address === '0.0.0.0' || address === '::'
  const host = everywhere ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address
  return `${scheme}://${host}:${port}`
}

/**
 * Opens the gateway; whatever opened is closed again when a later step fails.
 * @throws when the audit cannot be opened or a port is taken
 */
export async function startGateway(parts: GatewayParts): Promise<Gateway> {
  await using opening = new AsyncDisposableStack()
  const { prepared, clock, logger } = parts
  const { settings, callerTls } = prepared
  const deps = opening.use(await createDeps(parts))
  let accepting = false

  const management = await buildManagement(logger, {
    readiness: { ...deps.readiness, start: () => accepting },
    details: deps.details,
    metrics: () => deps.metrics.registry.metrics(),
    metricsType: deps.metrics.registry.contentType,
  })
  opening.defer(() => management.close())
  await management.listen({ host: settings.MANAGEMENT_HOST, port: settings.MANAGEMENT_PORT })

  const app = await buildApp({
    raadpleeg: deps.raadpleeg,
    verantwoord: deps.verantwoord,
    policy: deps.policy,
    identify: deps.identify,
    door: createDoor({ clock }),
    neem: deps.neem,
    fg: deps.fg,
    toezicht: deps.toezicht,
    mutaties: deps.mutaties,
    vul: deps.vul,
    clock,
    callerTimeoutMs: settings.CALLER_TIMEOUT_MS,
    logger: logger,
    onRequestDone: deps.report.request,
    // A bad client certificate is a 401 with words, not a broken handshake.
    tls: callerTls && { ...callerTls, requestCert: callerTls.ca !== undefined, rejectUnauthorized: false },
  })
  opening.defer(() => app.close())
  await app.listen({ host: settings.HOST, port: settings.PORT, backlog: BACKLOG })
  accepting = true

  const closing = opening.move()
  return {
    url: urlOf(app, callerTls ? 'https' : 'http'),
    managementUrl: urlOf(management, 'http'),
    app,
    drain: async () => {
      accepting = false
      await deps.drain()
    },
    close: async () => {
      // Who was being answered when closing began keeps the connection alive afterwards, and that would hold closing up.
      const sweeping = setInterval(() => app.server.closeIdleConnections(), IDLE_SWEEP_MS)
      await closing.disposeAsync().finally(() => clearInterval(sweeping))
    },
  }
}

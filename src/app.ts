// The callers' door and the management door: every plugin and route in order. The table of contents of the service.

import http from 'node:http'
import https, { type ServerOptions } from 'node:https'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Policy } from './doelbinding/policy.ts'
import { createClientErrorHandler } from './http/client-error.ts'
import type { Door } from './http/door.ts'
import { createEntrance } from './http/entrance.ts'
import { addErrorHandler } from './http/error-handler.ts'
import { addCommonHeaders, createCommonHeaders, requestId } from './http/headers.ts'
import { createInFlight } from './http/in-flight.ts'
import { addLimietHeaders } from './http/limiet-headers.ts'
import { addDocs, addOpenapi } from './http/openapi.ts'
import { createReadVerzoek } from './http/read-verzoek.ts'
import type { Identify } from './identiteit/identify.ts'
import { addRequestReport, type RequestReport } from './http/request-report.ts'
import type { Clock } from './lib/clock.ts'
import type { Limiet } from './limiet/limiet.ts'
import type { Raadpleeg } from './raadpleging/raadpleeg.ts'
import type { Verantwoord } from './raadpleging/verantwoord.ts'
import { doelbindingRoute } from './routes/doelbinding.ts'
import { type EnumeratieOptions, enumeratieRoutes } from './routes/enumeratie.ts'
import { type FgOptions, fgRoutes } from './routes/fg.ts'
import { fgDocumentRoutes } from './routes/fg-documenten.ts'
import { type MutatiesOptions, mutatiesRoutes } from './routes/mutaties.ts'
import { type OperationsOptions, operationsRoutes } from './routes/operations.ts'
import { addUnmatched, createFrameworkErrors } from './routes/overig.ts'
import { spiegelRoutes } from './routes/spiegel.ts'
import { type VulOptions, vulRoutes } from './routes/vul.ts'

/** Version of our own endpoints and document (semver); also the header API-Version. */
export const API_VERSION = '0.1.0'

export interface AppParts {
  raadpleeg: Raadpleeg
  verantwoord: Verantwoord
  policy: () => Policy
  identify: Identify
  /** How questions come in, each caller's in its turn. */
  door: Door
  /** Counts a request against the limiet of its caller. */
  neem: Limiet['neem']
  /** What the questions of the FG are answered with. */
  fg: Pick<FgOptions, 'stelVraag' | 'pseudonym'>
  toezicht: EnumeratieOptions['toezicht']
  mutaties: MutatiesOptions['mutaties']
  vul: VulOptions['vul']
  clock: Clock
  callerTimeoutMs: number
  logger: FastifyBaseLogger
  onRequestDone: RequestReport
  /** HTTPS for callers. */
  tls?: ServerOptions | undefined
}

/** Longest path parameter that reaches its check, in characters: beyond it the 400 does not name the parameter. */
const MAX_PARAM_LENGTH = 4096
const REQUEST_TIMEOUT_MS = 30_000
/** As long as Fastify's own servers keep a connection that says nothing. */
const KEEP_ALIVE_MS = 72_000

const serverRules = {
  requestTimeout: REQUEST_TIMEOUT_MS,
  keepAliveTimeout: KEEP_ALIVE_MS,
  // Node refuses a message without Host on its own, without a word: we do it as we do all else.
  requireHostHeader: false,
}

const serverOptions = (logger: FastifyBaseLogger) => ({
  loggerInstance: logger,
  // What is said of a request names it by `verzoekId`: a logger of its own would be made for each, nearly always in vain.
  childLoggerFactory: () => logger,
  logController: new LogController({ disableRequestLogging: true }),
  forceCloseConnections: 'idle' as const,
  return503OnClosing: false,
})

export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const {
    raadpleeg,
    verantwoord,
    policy,
    identify,
    door,
    neem,
    fg,
    toezicht,
    mutaties,
    vul,
    clock,
    callerTimeoutMs,
    logger,
    onRequestDone,
    tls,
  } = parts
  const commonHeaders = createCommonHeaders({ tls: tls !== undefined, apiVersion: API_VERSION })
  const inFlight = createInFlight()
  const entrance = createEntrance({ policy, identify, door, inFlight, clock })
  const { arrivalOf, before } = entrance
  const readVerzoek = createReadVerzoek({ policy, entrance, neem, callerTimeoutMs })
  const app: FastifyInstance = Fastify({
    ...serverOptions(logger),
    serverFactory: (handle) =>
      tls
        ? https.createServer({ ...tls, ...serverRules }, before(handle))
        : http.createServer(serverRules, before(handle)),
    genReqId: requestId,
    requestIdHeader: false,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    clientErrorHandler: createClientErrorHandler(inFlight),
    frameworkErrors: createFrameworkErrors({ verantwoord, readVerzoek, commonHeaders }),
  })

  // Parameters are checked by the domain's own rules, all together; what leaves is bytes that are ready.
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))

  app.server.on('connection', door.connected)
  addCommonHeaders(app, commonHeaders)
  addLimietHeaders(app)
  addRequestReport(app, { arrivalOf, clock, report: onRequestDone })
  addErrorHandler(app)
  await addOpenapi(app, { version: API_VERSION })
  await app.register(spiegelRoutes, { raadpleeg, readVerzoek })
  await app.register(doelbindingRoute, { verantwoord, readVerzoek, clock })
  await app.register(enumeratieRoutes, { toezicht, verantwoord, readVerzoek })
  await app.register(mutatiesRoutes, { mutaties, verantwoord, readVerzoek })
  await app.register(vulRoutes, { vul, verantwoord, readVerzoek })
  await app.register(fgRoutes, { ...fg, verantwoord, readVerzoek, clock })
  await app.register(fgDocumentRoutes, { verantwoord, readVerzoek, clock })
  await addDocs(app)
  addUnmatched(app, { verantwoord, readVerzoek })
  return app
}

export async function buildManagement(logger: FastifyBaseLogger, options: OperationsOptions): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify(serverOptions(logger))
  await app.register(operationsRoutes, options)
  return app
}

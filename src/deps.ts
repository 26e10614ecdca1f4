// From checked configuration to live parts: the only caller of the create… functions. Closing runs in reverse order.

import { createAudit } from './audit/audit.ts'
import { openFileSink } from './audit/file-sink.ts'
import { createStreamSink } from './audit/stream-sink.ts'
import { createMemoryStore } from './cache/memory-store.ts'
import { createRedisClient } from './cache/redis-client.ts'
import { createRedisStore } from './cache/redis-store.ts'
import { createSeal } from './cache/seal.ts'
import type { CacheStore } from './cache/store.ts'
import { createTiers } from './cache/tiers.ts'
import { createDispatcher } from './dispatch/dispatcher.ts'
import { bewaarsnede } from './doelbinding/bewaren.ts'
import type { Clock } from './lib/clock.ts'
import { type Alarm, createAlarm } from './observability/alarm.ts'
import { createMetrics, type Metrics } from './observability/metrics.ts'
import { createReporters } from './observability/reporters.ts'
import type { Prepared } from './prepare.ts'
import { createFetchEntry } from './raadpleging/fetch-entry.ts'
import { createHoudbaarheid } from './raadpleging/houdbaarheid.ts'
import { createRaadpleeg } from './raadpleging/raadpleeg.ts'
import { createRead } from './raadpleging/read.ts'
import { createRender, type Ready } from './raadpleging/render.ts'
import { createVerantwoord } from './raadpleging/verantwoord.ts'
import { createVerbindingstest } from './raadpleging/verbindingstest.ts'
import { createAgent } from './upstream/agent.ts'
import { createClient } from './upstream/client.ts'
import type { Logger } from 'pino'

export interface DepsParts {
  prepared: Prepared
  clock: Clock
  logger: Logger
  /** No call to Vektis in this first time, in ms: the process before this one may have called just now. */
  startHeldMs: number
}

const HEADS_EVERY_MS = 60_000
const MIB = 1024 * 1024

async function openAudit(
  { prepared, clock }: DepsParts,
  metrics: Metrics,
  alarm: Alarm,
  closing: AsyncDisposableStack,
) {
  const sink =
    prepared.auditFile === undefined ? createStreamSink(process.stdout) : await openFileSink(prepared.auditFile)
  const audit = createAudit({
    sink,
    clock,
    onCommit: (seconds, lines) => {
      metrics.auditCommit.observe(seconds)
      metrics.auditLines.inc(lines)
    },
    onFault: (cause) => alarm('audit', 'the audit cannot be written: nothing is answered until it can', { err: cause }),
  })
  closing.defer(audit.close)
  return audit
}

function openCache({ prepared, clock }: DepsParts, alarm: Alarm, closing: AsyncDisposableStack) {
  const { settings, sealKeys } = prepared
  const memory = createMemoryStore<Ready>({ maxBytes: settings.CACHE_MEMORY_MB * MIB, clock })
  const { REDIS_URL: url, REDIS_SENTINELS: sentinels, REDIS_CLUSTER: cluster } = settings
  if (url === undefined && sentinels === undefined && cluster === undefined)
    return { memory, cache: memory as CacheStore }
  const onFault = (err: Error) => alarm('redis', 'Redis fails: what it holds is not seen', { err })
  const redis = createRedisClient({
    ...(url && { url }),
    ...(sentinels && { sentinels }),
    ...(cluster && { cluster }),
    onFault,
  })
  closing.defer(() => redis.disconnect())
  const seal = sealKeys && createSeal({ keys: () => sealKeys })
  const shared = createRedisStore({ redis, clock, onFault, ...(seal && { seal }) })
  return { memory, cache: createTiers(memory, shared) }
}

/** @throws AuditUnavailable when the audit cannot be opened */
export async function createDeps(parts: DepsParts) {
  const { prepared, clock, logger, startHeldMs } = parts
  const { settings, policy: inForce, pseudonyms } = prepared
  await using opening = new AsyncDisposableStack()

  const metrics = createMetrics()
  const alarm = createAlarm({ logger, clock, count: (code) => metrics.alarms.inc({ code }) })
  const report = createReporters({ metrics, alarm, clock, logger })
  const policy = () => inForce

  const audit = await openAudit(parts, metrics, alarm, opening)
  const logHead = () => logger.info({ ...audit.head() }, 'head of the audit chain')
  opening.defer(logHead)
  const heads = setInterval(logHead, HEADS_EVERY_MS).unref()
  opening.defer(() => clearInterval(heads))

  const { memory, cache } = openCache(parts, alarm, opening)
  const sweeping = setInterval(memory.sweep, HEADS_EVERY_MS).unref()
  opening.defer(() => clearInterval(sweeping))

  const agent = createAgent({
    identity: prepared.identity,
    ca: prepared.vektisCa,
    connections: settings.VEKTIS_CALLS_PER_SECOND,
    timeoutMs: settings.VEKTIS_TIMEOUT_MS,
  })
  opening.defer(() => agent.destroy())
  const call = createClient({
    dispatcher: agent,
    origin: settings.VEKTIS_URL,
    authorization: () => prepared.token,
    timeoutMs: settings.VEKTIS_TIMEOUT_MS,
  })

  const fetchEntry = createFetchEntry({
    call: report.timed(call),
    cache,
    clock,
    bewaarsnede: (bevraging) => bewaarsnede(policy().doelen.values(), bevraging, clock.now()),
    houdbaarheid: createHoudbaarheid({
      ttlSeconds: settings.CACHE_TTL_SECONDS,
      staleSeconds: settings.CACHE_STALE_SECONDS,
      mutationPollSeconds: settings.MUTATION_POLL_SECONDS,
    }),
    onUnknown: ({ antwoord }, count) => report.unknown(antwoord, count),
    onOutcome: ({ rol }, outcome) => report.outcome(rol, outcome),
  })
  const dispatcher = createDispatcher({
    work: fetchEntry,
    clock,
    callsPerSecond: settings.VEKTIS_CALLS_PER_SECOND,
    callTimeoutMs: settings.VEKTIS_TIMEOUT_MS,
    startHeldMs,
    onWait: (lane, seconds) => metrics.budgetWait.observe({ lane }, seconds),
    onRefused: (reason) => metrics.budgetRefused.inc({ reason }),
  })
  opening.defer(dispatcher.close)

  const verantwoord = createVerantwoord({ policy, schrijf: audit.schrijf, onProblem: report.problem })
  const raadpleeg = createRaadpleeg({
    policy,
    read: createRead({ cache, ask: dispatcher.ask, clock, onRead: (result) => metrics.cacheAnswers.inc({ result }) }),
    readTest: createVerbindingstest({ ask: dispatcher.ask, clock }),
    render: createRender({ pseudonym: pseudonyms.pseudonym, keepReady: memory.ready }),
    verantwoord,
    pseudonym: pseudonyms.pseudonym,
    clock,
    datumformaat: settings.VEKTIS_DATE_FORMAT,
  })

  metrics.policyReloads.inc({ result: 'ok' })
  metrics.bind({
    cacheBytes: memory.bytes,
    slotsInUse: () => dispatcher.stats().slotsInUse,
    queued: () => dispatcher.stats().queued,
    policyHash: () => policy().hash,
    certificateExpiry: () => prepared.identity.expiresAt / 1000,
  })

  const closing = opening.move()
  return {
    raadpleeg,
    verantwoord,
    policy,
    metrics,
    report,
    alarm,
    /** What must be in order before callers may come; Redis and Vektis are not among it. */
    readiness: {
      audit: audit.ready,
      certificaat: () => clock.now() < prepared.identity.expiresAt,
      policy: () => true,
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  }
}

export type Deps = Awaited<ReturnType<typeof createDeps>>

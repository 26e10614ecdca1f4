// The gateway's own parts from a question to Vektis, joined as src/deps.ts joins them, on another clock and other lines.

import type { Entry } from '../../../src/cache/entry.ts'
import { openCache } from '../../../src/deps/cache.ts'
import { type Dispatch, openDispatch } from '../../../src/deps/dispatch.ts'
import { openMutaties } from '../../../src/deps/mutaties.ts'
import { bewaarsnede } from '../../../src/doelbinding/bewaren.ts'
import { orReject } from '../../../src/dispatch/question.ts'
import type { Bevraging } from '../../../src/domain/catalogus.ts'
import type { OpenLine } from '../../../src/domain/outcome.ts'
import { Problem } from '../../../src/errors.ts'
import type { Clock } from '../../../src/lib/clock.ts'
import { createAlarm } from '../../../src/observability/alarm.ts'
import { createLogger } from '../../../src/observability/logger.ts'
import { createMetrics, type Metrics } from '../../../src/observability/metrics.ts'
import { createReporters } from '../../../src/observability/reporters.ts'
import type { Prepared } from '../../../src/prepare.ts'
import { createAskAndKeep } from '../../../src/raadpleging/ask-and-keep.ts'
import { createBeoordeel, mostBehind } from '../../../src/raadpleging/beoordeel.ts'
import { createFetchEntry } from '../../../src/raadpleging/fetch-entry.ts'
import { createHoudbaarheid } from '../../../src/raadpleging/houdbaarheid.ts'
import { createNakijken } from '../../../src/raadpleging/nakijken.ts'
import { createRead, type Lezing } from '../../../src/raadpleging/read.ts'
import { createVervers } from '../../../src/raadpleging/ververs.ts'
import type { Vraag } from '../../../src/raadpleging/vraag.ts'

export interface GatewayParts {
  prepared: Prepared
  clock: Clock
  openLine: OpenLine
  /** A round of fetching again is over, after so many seconds. */
  onRound: (seconds: number) => void
  /** Code of an alarm. */
  onAlarm: (code: string) => void
}

export interface Gateway extends AsyncDisposable {
  /** As a caller asks, with the usual patience. Rejects with a `Problem`. */
  read: (vraag: Vraag, caller: string) => Promise<Lezing>
  /** What who asks for this key now would be given at once, if anything. */
  atHand: (sleutel: string) => Entry | undefined
  /** What an answer is said to be proven current as of, in ms since the epoch. */
  provenAt: (entry: Entry) => number
  cacheBytes: () => number
}

/** One replica without Redis: that one goes by its own clock. */
export async function openGateway(parts: GatewayParts): Promise<Gateway> {
  const { prepared, clock, openLine, onRound, onAlarm } = parts
  const { settings, policy } = prepared
  await using opening = new AsyncDisposableStack()
  const logger = createLogger('silent', { write: () => undefined })
  const metrics = createMetrics()
  const alarm = createAlarm({ logger, clock, count: onAlarm })
  const report = createReporters({ metrics, alarm, clock, logger })

  const held = openCache({ prepared, clock, shared: undefined, seal: undefined }, opening)
  const { memory, cache, freshness, heard, moments } = held
  const snede = (bevraging: Bevraging) => bewaarsnede(policy.doelen.values(), bevraging, clock.now())
  const way = Promise.withResolvers<Dispatch['ask']>()
  const mutaties = openMutaties(
    {
      prepared,
      clock,
      logger,
      alarm,
      metrics: { ...metrics, mutatiesRound: { observe: onRound } as unknown as Metrics['mutatiesRound'] },
      held,
      follows: true,
      ask: async (...asked) => orReject(await way.promise)(...asked),
      schrijf: async () => {},
      policyHash: () => policy.hash,
    },
    opening,
  )
  const work = createFetchEntry({
    land: mutaties.land,
    volg: mutaties.volg,
    clock: moments,
    bewaarsnede: snede,
    houdbaarheid: createHoudbaarheid({
      ttlSeconds: settings.CACHE_TTL_SECONDS,
      staleSeconds: settings.CACHE_STALE_SECONDS,
      mutationPollSeconds: settings.MUTATION_POLL_SECONDS,
    }),
    onUnknown: ({ antwoord }, count) => report.unknown(antwoord, count),
    onOutcome: ({ rol }, outcome) => report.outcome(rol, outcome),
  })
  const dispatch = await openDispatch(
    {
      prepared,
      clock,
      policy: () => policy,
      startHeldMs: undefined,
      shared: undefined,
      shelf: undefined,
      seal: undefined,
      report,
      openLine,
      openAhead: async () => {},
      work,
      nakijken: createNakijken({ cache, near: memory, judge: freshness.judge, clock, bewaarsnede: snede }),
      hold: (key, entry) => void memory.set(key, entry),
      follow: mutaties.follow,
      onTerm: mutaties.onTerm,
    },
    opening,
  )
  way.resolve(dispatch.ask)

  const ask = createAskAndKeep({ ask: dispatch.ask, near: memory })
  const mostBehindMs = mostBehind(settings.MUTATION_POLL_SECONDS)
  const beoordeel = createBeoordeel({ freshness, heard, clock, mostBehindMs })
  const read = createRead({
    cache,
    ask,
    beoordeel,
    ververs: createVervers({ ask, clock }),
    count: mutaties.count,
    clock,
    onRead: (result) => metrics.cacheAnswers.inc({ result }),
  })
  /** All that is kept, so no entry is ever too poor. */
  const scopes = new Map<Bevraging, readonly string[]>()
  const scopeOf = (bevraging: Bevraging) => {
    const scope = scopes.get(bevraging) ?? snede(bevraging).scope
    scopes.set(bevraging, scope)
    return scope
  }
  const closing = opening.move()
  return {
    read: async (vraag, caller) => {
      const deadline = clock.monotonic() + settings.CALLER_TIMEOUT_MS
      const lezing = await read(vraag, scopeOf(vraag.bevraging), { caller, weight: 1, deadline })
      if (lezing instanceof Problem) throw lezing
      return lezing
    },
    atHand: (sleutel) => {
      const entry = memory.peek(sleutel)
      return entry && beoordeel(entry).geef === true ? entry : undefined
    },
    provenAt: (entry) => freshness.judge(entry).provenAt,
    cacheBytes: memory.bytes,
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  }
}

// From checked configuration to live parts: with deps/ the only caller of the create… functions. Closing runs in reverse.

import type { Logger } from 'pino'
import { openAudit } from './deps/audit.ts'
import { openCache } from './deps/cache.ts'
import { type Dispatch, openDispatch } from './deps/dispatch.ts'
import { openLimiet } from './deps/limiet.ts'
import { createMutatieStand } from './deps/mutatie-stand.ts'
import { openMutaties } from './deps/mutaties.ts'
import { openPolicyInForce } from './deps/policy.ts'
import { FIRST_CONTACT_MS, openRedis } from './deps/redis.ts'
import { openToezicht } from './deps/toezicht.ts'
import { openVektis } from './deps/vektis.ts'
import { openVul } from './deps/vul.ts'
import { createSeal } from './cache/seal.ts'
import { nobodyWaits } from './dispatch/fleet.ts'
import { type AskOrReject, orReject } from './dispatch/question.ts'
import { bewaarsnede } from './doelbinding/bewaren.ts'
import type { Bevraging } from './domain/catalogus.ts'
import { createVragen } from './fg/vragen.ts'
import { createGetJson } from './identiteit/get-json.ts'
import { createIdentify } from './identiteit/identify.ts'
import { createTokens } from './identiteit/token.ts'
import { type Clock, systemClock } from './lib/clock.ts'
import { createAlarm } from './observability/alarm.ts'
import { createMetrics } from './observability/metrics.ts'
import { createReporters } from './observability/reporters.ts'
import type { Prepared } from './prepare.ts'
import { createAskAndKeep } from './raadpleging/ask-and-keep.ts'
import { createBeoordeel, mostBehind } from './raadpleging/beoordeel.ts'
import { createFetchEntry, type Fetched } from './raadpleging/fetch-entry.ts'
import { createFetchTest } from './raadpleging/fetch-test.ts'
import { createHoudbaarheid } from './raadpleging/houdbaarheid.ts'
import { createNakijken } from './raadpleging/nakijken.ts'
import { createRaadpleeg } from './raadpleging/raadpleeg.ts'
import { createRead } from './raadpleging/read.ts'
import { createRender } from './raadpleging/render.ts'
import { createVerantwoord } from './raadpleging/verantwoord.ts'
import { createVerbindingstest } from './raadpleging/verbindingstest.ts'
import { createVervers } from './raadpleging/ververs.ts'
import { TEST, type Vraag } from './raadpleging/vraag.ts'

export interface DepsParts {
  prepared: Prepared
  clock: Clock
  logger: Logger
  /**
   * No call to Vektis in this first time, in ms, when nobody knows what was called just before. By default one second
   * without Redis, for the process before this one; two with, for the dispatcher before this one.
   */
  startHeldMs?: number | undefined
  /** False: nothing is fetched by itself. For a clock that leaps: calls would be late before they are out. */
  follows?: boolean | undefined
  /** Reads the policy file again, to see whether it changed; absent: what was read at start stays. */
  readFile?: ((path: string) => Promise<Uint8Array>) | undefined
}

/** @throws AuditUnavailable when the audit cannot be opened */
export async function createDeps(parts: DepsParts) {
  const { prepared, clock, logger, startHeldMs, follows = true } = parts
  const { settings, pseudonyms } = prepared
  await using opening = new AsyncDisposableStack()

  const metrics = createMetrics()
  const alarm = createAlarm({ logger, clock, count: (code) => metrics.alarms.inc({ code }) })
  const report = createReporters({ metrics, alarm, clock, logger })
  let inForce = () => prepared.policy
  const policy = () => inForce()

  const audit = await openAudit({ prepared, clock, logger, metrics, alarm, policyHash: () => policy().hash }, opening)

  const shared = await openRedis({ prepared, alarm }, opening)
  const { sealKeys } = prepared
  const seal = sealKeys && createSeal({ keys: () => sealKeys })
  const held = openCache({ prepared, clock, shared, seal }, opening)
  const { memory, cache, shelf, far, freshness, moments } = held

  inForce = openPolicyInForce(
    {
      first: prepared.policy,
      file: settings.POLICY_FILE,
      readFile: parts.readFile,
      clock,
      schrijf: audit.schrijf,
      metrics,
      alarm,
      logger,
      near: memory.revise,
      far,
    },
    opening,
  )
  const { getJson, close: closeGetJson } = createGetJson(prepared.oidcCa)
  opening.defer(closeGetJson)
  const tokens = createTokens({
    getJson,
    clock,
    onFault: (issuer, err) => logger.warn({ issuer, err }, 'the keys of an issuer cannot be had'),
  })
  const identify = createIdentify({ clock, tokens })

  const lines = openVektis({ prepared, clock, alarm }, opening)
  const snede = (bevraging: Bevraging) => bewaarsnede(policy().doelen.values(), bevraging, clock.now())
  /** Known once the way to Vektis is open; until then who asks waits. */
  const way = Promise.withResolvers<Dispatch['ask']>()
  const askOnce: AskOrReject<Vraag, Fetched> = async (...asked) => orReject(await way.promise)(...asked)
  /** Of what the gateway does by itself. */
  const own = { clock, logger, metrics, held, follows, ask: askOnce, schrijf: audit.schrijf }
  const mutaties = openMutaties({ ...own, prepared, alarm, policyHash: () => policy().hash }, opening)
  const vul = openVul({ ...own, shared, bewaarsnede: snede, policy })
  const fetchEntry = createFetchEntry({
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
  const fetchTest = createFetchTest({
    fetchEntry,
    cache,
    // Here in any case: what Redis does not hear of, this process must know all the same.
    note: async (entry) => {
      await memory.set(TEST, entry)
      await mutaties.land(TEST, entry)
    },
    clock,
  })
  const dispatch = await openDispatch(
    {
      prepared,
      clock,
      policy,
      startHeldMs,
      shared,
      shelf,
      seal,
      report,
      openLine: report.timedLines(lines.open),
      openAhead: lines.openAhead,
      work: (vraag, control) => (vraag.sleutel === TEST ? fetchTest : fetchEntry)(vraag, control),
      nakijken: createNakijken({ cache, near: memory, judge: freshness.judge, clock, bewaarsnede: snede }),
      hold: (key, entry) => {
        if (memory.peek(key)?.fetchedAt !== entry.fetchedAt) void memory.set(key, entry)
      },
      follow: mutaties.follow,
      onTerm: (term) => {
        const ends = [mutaties.onTerm(term), vul.onTerm(term)]
        return () => ends.forEach((end) => end())
      },
    },
    opening,
  )
  way.resolve(dispatch.ask)
  // So that what is served first is not told to be out of touch with the others.
  await Promise.race([held.settled, systemClock.sleep(FIRST_CONTACT_MS)])
  const mostBehindMs = mostBehind(settings.MUTATION_POLL_SECONDS)
  const { heard } = held
  const mutatieStand = createMutatieStand({
    mutaties,
    freshness,
    heard,
    isDispatcher: dispatch.isDispatcher,
    clock,
    mostBehindMs,
  })
  const ask = createAskAndKeep({ ask: dispatch.ask, near: memory })
  const { neem } = await openLimiet({ settings, policy, shared, clock, process: dispatch.process }, opening)

  const verantwoord = createVerantwoord({ schrijf: audit.schrijf, onProblem: report.problem, onLost: report.lost })
  const afnemers = () => policy().afnemers.keys()
  const toezicht = openToezicht({ settings, pseudonyms, afnemers, shared, clock, metrics, alarm })
  const raadpleeg = createRaadpleeg({
    policy,
    read: createRead({
      cache,
      ask,
      beoordeel: createBeoordeel({ freshness, heard, clock, mostBehindMs }),
      ververs: createVervers({ ask, clock }),
      count: mutaties.count,
      clock,
      onRead: (result) => metrics.cacheAnswers.inc({ result }),
    }),
    readTest: createVerbindingstest({ cache, ask, clock }),
    // A page of the list changes by parties that it does not name.
    actueelOp: ({ bevraging }, entry) =>
      bevraging.bewerkingen.includes('lijst') ? entry.fetchedAt : freshness.judge(entry).provenAt,
    render: createRender({ pseudonym: pseudonyms.pseudonym, keepReady: memory.ready }),
    volg: toezicht.volg,
    verantwoord,
    pseudonym: pseudonyms.pseudonym,
    clock,
    datumformaat: settings.VEKTIS_DATE_FORMAT,
  })

  metrics.bind({
    cacheBytes: memory.bytes,
    slotsInUse: () => dispatch.stats()?.slotsInUse,
    queued: () => dispatch.stats()?.queued ?? nobodyWaits,
    rate: () => dispatch.stats()?.rate,
    breakers: () => dispatch.stats()?.breakers ?? {},
    isDispatcher: dispatch.isDispatcher,
    policyHash: () => policy().hash,
    ...mutatieStand.gauges,
    ...vul.gauges,
    certificateExpiry: () => prepared.identity.expiresAt / 1000,
  })

  const stelVraag = createVragen({ pattern: settings.AUDIT_FILE, policy, pseudonyms, clock })
  const closing = opening.move()
  return {
    raadpleeg,
    verantwoord,
    toezicht,
    mutaties: { ...mutatieStand, wachtend: mutaties.wachtend, bevestig: mutaties.bevestig },
    vul,
    fg: { stelVraag, pseudonym: pseudonyms.pseudonym },
    policy,
    identify,
    neem,
    metrics,
    report,
    alarm,
    /** The beginning of the way down: another replica may become the dispatcher. */
    drain: dispatch.drain,
    /** Told on /readyz beside what must be in order: none of it keeps callers away. */
    details: { mutaties: mutatieStand.stand },
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

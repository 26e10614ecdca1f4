// Every metric, declared once. Labels are bounded and hold no personal data.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { alarmCodes } from './logger.ts'

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

const ROUND_SECONDS = [0.1, 1, 5, 15, 60, 300, 900, 1800, 3600, 7200]

/** The desk does not know whose far side it is. */
export const breakerName = (name: string): string => (name === 'far' ? 'vektis' : name)

/** What is read at the moment of the scrape. */
export interface Gauges {
  cacheBytes: () => number
  /** Undefined on a replica that is not the dispatcher: then these are another's to tell. */
  slotsInUse: () => number | undefined
  queued: () => Record<string, number>
  /** Calls a second that are allowed now; undefined as above. */
  rate: () => number | undefined
  /** Breaker → whether it is open. */
  breakers: () => Record<string, boolean>
  isDispatcher: () => boolean
  policyHash: () => string
  /** Start of the last poll of the feed that was applied, as Unix time in seconds; undefined when none is known of. */
  watermark: () => number | undefined
  /** Seconds since. */
  mutatiesLag: () => number | undefined
  /** On the dispatcher: answers that are to be fetched again, and whether all of them are since a gap in the feed. */
  mutatiesWaiting: () => number | undefined
  hertoetst: () => boolean
  /** Parties whose erasure waits for an operator. */
  erasuresWaiting: () => number
  /** Unix time in seconds, or undefined when it is not known. */
  certificateExpiry: () => number | undefined
  /** Of a first fill that is walked here; undefined when none is, or it has not counted what there is. */
  vulRunning: () => boolean
  vulRemaining: () => number | undefined
}

export type Metrics = ReturnType<typeof createMetrics>

export function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  const counter = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Counter({ name, help, labelNames, registers })
  const histogram = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Histogram({ name, help, labelNames, buckets: SECONDS, registers })

  const alarms = counter('agb_alarm_total', 'Alarms raised, by code', ['code'])
  for (const code of alarmCodes) alarms.inc({ code }, 0)

  const gauge = (name: string, help: string, read: () => number | undefined) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        const value = read()
        if (value === undefined) this.reset()
        else this.set(value)
      },
    })

  const perLabel = (name: string, help: string, label: string, read: () => Record<string, number>) =>
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers,
      collect() {
        this.reset()
        for (const [value, number] of Object.entries(read())) this.set({ [label]: value }, number)
      },
    })

  return {
    registry,
    alarms,
    httpRequests: counter('agb_http_requests_total', 'Answers to callers', ['route', 'method', 'status', 'afnemer']),
    httpDuration: histogram('agb_http_duration_seconds', 'From request to answer', ['route']),
    cacheAnswers: counter('agb_cache_answers_total', 'Questions by how the cache took them: hit, miss, stale', [
      'result',
    ]),
    upstreamCalls: counter('agb_upstream_calls_total', 'Calls to Vektis by outcome and role', ['status', 'role']),
    upstreamDuration: histogram('agb_upstream_duration_seconds', 'One call to Vektis, from start to whole answer'),
    budgetWait: histogram('agb_budget_wait_seconds', 'From question to call, by lane', ['lane']),
    dispatcherChanges: counter('agb_dispatcher_changes_total', 'Times that this replica became the dispatcher'),
    budgetRefused: counter('agb_budget_refused_total', 'Questions refused a place in the budget', ['reason']),
    auditLines: counter('agb_audit_lines_total', 'Audit lines made durable'),
    auditCommit: histogram('agb_audit_commit_seconds', 'One commit of the audit, write and fdatasync'),
    logboekSpans: counter('agb_logboek_spans_total', 'Spans handed to the collector, by result', ['result']),
    logboekFailures: counter('agb_logboek_failures_total', 'Exports that failed and are tried again'),
    logboekDropped: counter('agb_logboek_dropped_lines_total', 'Lines on standard output that were never exported'),
    enumeratie: counter(
      'agb_enumeratie_total',
      'Answers held back (vertraagd), stops (gestopt) and releases (vrij) of callers who walk through numbers',
      ['afnemer', 'besluit'],
    ),
    mutatiesNamed: counter(
      'agb_mutaties_named_total',
      'Codes that polls named: all, and held ones for the first time',
      ['kind'],
    ),
    mutatiesRound: new Histogram({
      name: 'agb_mutaties_round_seconds',
      help: 'One round of fetching again what the feed named',
      buckets: ROUND_SECONDS,
      registers,
    }),
    vulParties: counter('agb_vul_parties_total', 'Parties that first fills dealt with, by what became of them', [
      'result',
    ]),
    vulPages: counter('agb_vul_pages_total', 'Pages of the list of parties that first fills walked'),
    policyReloads: counter('agb_policy_reloads_total', 'Times that the policy was read, by result', ['result']),
    unknownProperties: counter('agb_filter_unknown_properties_total', 'Properties of Vektis that no category covers', [
      'kind',
    ]),

    /** Binds what is read at each scrape. */
    bind(gauges: Gauges): void {
      const { cacheBytes, slotsInUse, queued, rate, breakers, isDispatcher, policyHash, certificateExpiry } = gauges
      collectDefaultMetrics({ register: registry })
      gauge('agb_dispatcher', '1 on the replica that makes the calls to Vektis, else 0', () => Number(isDispatcher()))
      gauge('agb_budget_rate', 'Calls a second that are allowed now; less than the budget after a 429', rate)
      perLabel('agb_breaker_open', '1 while calls are not made because the last ones failed', 'breaker', () =>
        Object.fromEntries(Object.entries(breakers()).map(([name, open]) => [breakerName(name), Number(open)])),
      )
      gauge('agb_mutaties_watermark_seconds', 'Unix time of the last poll that was applied', gauges.watermark)
      gauge('agb_mutaties_lag_seconds', 'Seconds since the last poll that was applied', gauges.mutatiesLag)
      gauge('agb_mutaties_waiting', 'Answers that are to be fetched again', gauges.mutatiesWaiting)
      gauge('agb_mutaties_reverifying', '1 while all is fetched again after a gap in the feed', () =>
        Number(gauges.hertoetst()),
      )
      gauge('agb_mutaties_erasures_waiting', 'Parties whose erasure waits for an operator', gauges.erasuresWaiting)
      gauge('agb_vul_running', '1 on the replica that walks a first fill', () => Number(gauges.vulRunning()))
      gauge('agb_vul_remaining', 'Parties that the first fill has still to deal with', gauges.vulRemaining)
      gauge('agb_cache_bytes', 'Bytes held in the in-process cache, by estimate', cacheBytes)
      gauge('agb_budget_slots_in_use', 'Slots out or not yet free again', slotsInUse)
      gauge('agb_certificate_expiry_seconds', 'Unix time at which the client certificate ends', certificateExpiry)
      perLabel('agb_budget_queue', 'Questions that wait for a turn, by lane', 'lane', queued)
      perLabel('agb_policy_info', 'The policy in force', 'hash', () => ({ [policyHash()]: 1 }))
    },
  }
}

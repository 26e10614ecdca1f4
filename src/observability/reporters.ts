// What the parts tell while they work, turned into counts, alarms and log lines.

import type { Logger } from 'pino'
import type { Clock } from '../lib/clock.ts'
import type { Alarm } from './alarm.ts'
import { breakerName, type Metrics } from './metrics.ts'

/** As the outcome of a call to Vektis is told; the shape is the domain's. */
interface Told {
  kind: string
  status?: number
  reason?: string
}

interface Done {
  verzoekId: string
  route: string
  method: string
  status: number
  afnemer: string
  seconds: number
}

export interface ReporterParts {
  metrics: Metrics
  alarm: Alarm
  clock: Clock
  logger: Logger
}

const STATUS: Record<string, string> = { record: '200', absent: '404', limited: '429' }

export function createReporters({ metrics, alarm, clock, logger }: ReporterParts) {
  return {
    /** The same lines, the duration of each call observed; one that cannot be had is an alarm. */
    timedLines:
      <Args extends unknown[], Question extends unknown[], Answer, Rest extends object>(
        open: (...args: Args) => Promise<Rest & { call: (...question: Question) => Promise<Answer> }>,
      ) =>
      async (...args: Args): Promise<Rest & { call: (...question: Question) => Promise<Answer> }> => {
        const line = await open(...args).catch((fault: unknown) => {
          const { name, reason } = Object(fault) as { name?: unknown; reason?: unknown }
          if (name === 'NoLine') alarm('vektis-onbereikbaar', 'no connection to Vektis could be made', { reason })
          throw fault
        })
        const call = async (...question: Question) => {
          const begin = clock.monotonic()
          try {
            return await line.call(...question)
          } finally {
            metrics.upstreamDuration.observe((clock.monotonic() - begin) / 1000)
          }
        }
        return { ...line, call }
      },

    outcome: (role: string, { kind, status, reason }: Told): void => {
      metrics.upstreamCalls.inc({
        status: STATUS[kind] ?? String(reason === 'status' ? status : (reason ?? status)),
        role,
      })
      if (kind === 'limited')
        alarm('vektis-429', 'Vektis limits us: our count of its second is wrong, or the token is shared')
      else if (kind === 'refused' && status !== 400)
        alarm('vektis-401', 'Vektis refuses the token or the certificate for this role', { role, status })
      else if (kind === 'failed') alarm('vektis-onbereikbaar', 'a call to Vektis failed', { reason, status })
    },

    /** What the dispatcher tells, here or elsewhere in the fleet. */
    dispatch: {
      desk: {
        onWait: (lane: string, seconds: number): void => metrics.budgetWait.observe({ lane }, seconds),
        onBreaker: (name: string, isOpen: boolean): void => {
          logger.warn(
            { breaker: breakerName(name) },
            isOpen ? 'calls wait until one of them succeeds' : 'calls are made again',
          )
        },
        onDenied: (): void =>
          alarm('token', 'Vektis refuses every role: the token or the certificate is not accepted any more'),
      },
      onDispatcher: (mine: boolean): void => {
        if (mine) metrics.dispatcherChanges.inc()
        logger.info(mine ? 'this replica is the dispatcher' : 'this replica is no longer the dispatcher')
      },
      onRefused: (reason: string): void => metrics.budgetRefused.inc({ reason }),
      /** One that is not signed as it should be: somebody else publishes, or the replicas differ in their keys. */
      onDropped: (why: string): void => {
        if (why === 'unsigned' || why === 'forged' || why === 'unknown-key')
          alarm('redis', 'a message between replicas is not believed: their keys differ, or it is not theirs', { why })
        else logger.warn({ why }, 'a message of another replica was ignored')
      },
      onDefect: (err: unknown): void => logger.error({ err }, 'a question of another replica met a defect'),
    },

    unknown: (kind: string, count: number): void => {
      metrics.unknownProperties.inc({ kind }, count)
      alarm('onbekende-eigenschap', 'Vektis sends properties that no category covers; they are dropped', { kind })
    },

    problem: ({ code }: { code: string }): void => {
      if (code === 'doel-verlopen') alarm('doel-verlopen', 'a doel is asked for after its last day')
    },

    lost: ({ code, cause }: { code: string; cause?: unknown }): void => {
      logger.error({ code, err: cause }, 'a request failed, and then the audit of it')
    },

    request: ({ verzoekId, route, method, status, afnemer, seconds }: Done): void => {
      metrics.httpRequests.inc({ route, method, status, afnemer })
      metrics.httpDuration.observe({ route }, seconds)
      const ms = Math.round(seconds * 1e4) / 10
      logger.debug({ verzoekId, route, method, status, afnemer, ms }, 'answered')
    },
  }
}

export type Reporters = ReturnType<typeof createReporters>

// What the parts tell while they work, turned into counts, alarms and log lines.

import type { Logger } from 'pino'
import type { Clock } from '../lib/clock.ts'
import type { Alarm } from './alarm.ts'
import type { Metrics } from './metrics.ts'

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
    /** The same call, its duration observed. */
    timed:
      <Args extends unknown[], T>(call: (...args: Args) => Promise<T>) =>
      async (...args: Args): Promise<T> => {
        const begin = clock.monotonic()
        try {
          return await call(...args)
        } finally {
          metrics.upstreamDuration.observe((clock.monotonic() - begin) / 1000)
        }
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

    request: ({ seconds, ...done }: Done): void => {
      const { route, method, status, afnemer } = done
      metrics.httpRequests.inc({ route, method, status, afnemer })
      metrics.httpDuration.observe({ route }, seconds)
      logger.debug({ ...done, ms: Math.round(seconds * 1e4) / 10 }, 'answered')
    },
  }
}

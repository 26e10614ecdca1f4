// The watch on callers who walk through numbers, from settings and parts; without Redis this replica watches alone.

import type { Pseudonyms } from '../audit/pseudonym.ts'
import { createFuse } from '../cache/fuse.ts'
import { asStoreFault } from '../cache/store-fault.ts'
import { createToezicht, type Toezicht } from '../enumeratie/toezicht.ts'
import { createVloot } from '../enumeratie/vloot.ts'
import { createZegel } from '../enumeratie/zegel.ts'
import type { Clock } from '../lib/clock.ts'
import type { Alarm } from '../observability/alarm.ts'
import type { Metrics } from '../observability/metrics.ts'
import type { Prepared } from '../prepare.ts'
import type { SharedRedis } from './redis.ts'

export interface ToezichtOptions {
  settings: Prepared['settings']
  pseudonyms: Pick<Pseudonyms, 'pseudonym'>
  afnemers: () => Iterable<string>
  shared: SharedRedis | undefined
  clock: Clock
  metrics: Pick<Metrics, 'enumeratie'>
  alarm: Alarm
}

/** The pseudonym of a word that is no AGB-code is a key: 128 bits that only who holds the audit's key can make. */
const keyFrom = (pseudonym: (word: string) => string): Buffer =>
  Buffer.from(pseudonym('enumeratie/zegel').split(':').at(-1) ?? '', 'hex')

export function openToezicht(options: ToezichtOptions): Toezicht {
  const { settings, pseudonyms, afnemers, shared, clock, metrics, alarm } = options
  const spanMs = settings.ENUMERATIE_VENSTER_SECONDS * 1000
  const vloot =
    shared &&
    createVloot({
      redis: shared.redis,
      zegel: createZegel(keyFrom(pseudonyms.pseudonym)),
      spanMs,
      fuse: createFuse({ clock }),
      onFault: (cause) => {
        const fault = asStoreFault(cause)
        shared.onFault(fault)
        return { timeout: fault.reason === 'timeout' }
      },
    })
  return createToezicht({
    grenzen: {
      run: settings.ENUMERATIE_RUN,
      onbekendAandeel: settings.ENUMERATIE_ONBEKEND_AANDEEL / 100,
      vertragingMs: settings.ENUMERATIE_DELAY_MS,
    },
    spanMs,
    stopMs: settings.ENUMERATIE_STOP_SECONDS * 1000,
    clock,
    ...(vloot && { vloot }),
    afnemers,
    onBesluit: (besluit, afnemer, { reden, aantal }) => {
      metrics.enumeratie.inc({ afnemer, besluit })
      if (besluit === 'gestopt')
        alarm('enumeratie', 'a caller walks through numbers and is stopped', { afnemer, reden, aantal })
    },
  })
}

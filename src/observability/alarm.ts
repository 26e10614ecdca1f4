// Alarms: every one counts, the log gets the first and then one a minute of each kind.

import type { Logger } from 'pino'
import type { Clock } from '../lib/clock.ts'
import type { AlarmCode } from './logger.ts'

export type Alarm = (code: AlarmCode, message: string, detail?: Record<string, unknown>) => void

const QUIET_MS = 60_000

export interface AlarmParts {
  logger: Logger
  clock: Clock
  count: (code: AlarmCode) => void
}

export function createAlarm({ logger, clock, count }: AlarmParts): Alarm {
  // Whatever LOG_LEVEL says.
  const always = logger.child({}, { level: 'error' })
  const lastSaid = new Map<string, number>()
  return (code, message, detail = {}) => {
    count(code)
    const now = clock.monotonic()
    // One must not keep another of the same code unsaid; errors differ in their words only and count as the same.
    const said = `${code} ${message} ${JSON.stringify(detail)}`
    for (const [kind, at] of lastSaid) if (now - at >= QUIET_MS) lastSaid.delete(kind)
    const last = lastSaid.get(said)
    if (last !== undefined && now - last < QUIET_MS) return
    lastSaid.set(said, now)
    always.error({ ...detail, alarm: code }, message)
  }
}

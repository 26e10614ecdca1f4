// Alarms: every one counts, the log gets the first and then one a minute per code.

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
  const lastSaid = new Map<AlarmCode, number>()
  return (code, message, detail = {}) => {
    count(code)
    const now = clock.monotonic()
    const last = lastSaid.get(code)
    if (last !== undefined && now - last < QUIET_MS) return
    lastSaid.set(code, now)
    logger.error({ ...detail, alarm: code }, message)
  }
}

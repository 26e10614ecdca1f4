// The application log: on standard error, for people; standard output belongs to the audit.

import pino, { type DestinationStream, type Logger } from 'pino'

/** Codes of alarms: each is an error line with this code, and a count in `agb_alarm_total`. */
export const alarmCodes = [
  'vektis-401',
  'vektis-429',
  'vektis-onbereikbaar',
  'feed-achter',
  'verwijdering-wacht',
  'certificaat',
  'token',
  'policy',
  'doel-verlopen',
  'audit',
  'onbekende-eigenschap',
  'enumeratie',
  'redis',
] as const
export type AlarmCode = (typeof alarmCodes)[number]

/** Whatever is handed over with these names never reaches the log. */
const redact = [
  'authorization',
  'headers',
  'req',
  'res',
  'url',
  'token',
  'key',
  '*.authorization',
  '*.headers',
  '*.url',
  '*.token',
  '*.key',
]

const describe = (fault: Error & { code?: string }) => ({
  name: fault.name,
  message: fault.message,
  ...(fault.code !== undefined && { code: fault.code }),
  ...(fault.cause instanceof Error && { cause: fault.cause.message }),
  stack: fault.stack,
})

/** @param level as LOG_LEVEL; `destination` defaults to standard error, written at once */
export function createLogger(
  level: string,
  destination: DestinationStream = pino.destination({ fd: 2, sync: true }),
): Logger {
  return pino(
    {
      level,
      base: null,
      redact: { paths: redact, remove: true },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // A message and a stack of our own code; never the request that came with it.
      serializers: { err: describe },
    },
    destination,
  )
}

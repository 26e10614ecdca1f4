// The audit and all that lives around it: heads in the log, rotation, retention, export. Closing runs in reverse order.

import type { Logger } from 'pino'
import manifest from '../../package.json' with { type: 'json' }
import { type Audit, createAudit } from '../audit/audit.ts'
import { localDisk } from '../audit/disk.ts'
import { eigenRegel } from '../audit/eigen-regel.ts'
import { openFileSink } from '../audit/file-sink.ts'
import { keepRetention } from '../audit/retention.ts'
import type { Sink } from '../audit/sink.ts'
import { createStreamSink } from '../audit/stream-sink.ts'
import { VERWIJDERD, type Verwijdering } from '../audit/verwijdering.ts'
import type { Clock } from '../lib/clock.ts'
import { createCollector } from '../logboek/collector.ts'
import { exportLines } from '../logboek/export.ts'
import type { Feed } from '../logboek/feed.ts'
import { createFileFeed } from '../logboek/file-feed.ts'
import { createPositions } from '../logboek/position.ts'
import { createSpans } from '../logboek/spans.ts'
import { createStreamFeed } from '../logboek/stream-feed.ts'
import type { Alarm } from '../observability/alarm.ts'
import type { Metrics } from '../observability/metrics.ts'
import type { Prepared } from '../prepare.ts'

export interface OpenAuditParts {
  prepared: Prepared
  clock: Clock
  logger: Logger
  metrics: Metrics
  alarm: Alarm
  /** Of the policy in force. */
  policyHash: () => string
}

const HEADS_EVERY_MS = 60_000
const EXPORT_TIMEOUT_MS = 10_000
/** What may wait for a collector when lines go to standard output. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024
const MIB = 1024 * 1024

interface Opened {
  sink: Sink
  feed: Feed
}

/** @throws AuditUnavailable when the audit cannot be opened */
export async function openAudit(parts: OpenAuditParts, closing: AsyncDisposableStack): Promise<Audit> {
  const { prepared, clock, logger, metrics, alarm } = parts
  const { auditFile } = prepared
  const { sink, feed } = auditFile === undefined ? onStandardOutput(parts) : await inFile(auditFile, parts)
  const audit = createAudit({
    sink,
    clock,
    onCommit: (seconds, lines) => {
      metrics.auditCommit.observe(seconds)
      metrics.auditLines.inc(lines)
    },
    onFault: (cause) => alarm('audit', 'the audit cannot be written: nothing is answered until it can', { err: cause }),
  })
  logHeads(audit, logger, closing)
  closing.defer(audit.close)
  if (auditFile !== undefined) deleteInTime(auditFile, audit, parts, closing)
  startExport(feed, parts, closing)
  return audit
}

function onStandardOutput({ prepared, metrics }: OpenAuditParts): Opened {
  const sink = createStreamSink(process.stdout)
  const feed = createStreamFeed({
    maxBytes: MAX_WAITING_BYTES,
    onDropped: (lines) => metrics.logboekDropped.inc(lines),
  })
  if (!prepared.otlp) return { sink, feed }
  const append = async (lines: Uint8Array, signal: AbortSignal) => {
    await sink.append(lines, signal)
    feed.add(lines)
  }
  return { sink: { ...sink, append }, feed }
}

async function inFile(path: string, { prepared, clock, logger, alarm }: OpenAuditParts): Promise<Opened> {
  const { AUDIT_ROTATE_MB, AUDIT_ROTATE_DAILY } = prepared.settings
  const sink = await openFileSink(path, localDisk, {
    maxBytes: AUDIT_ROTATE_MB * MIB,
    daily: AUDIT_ROTATE_DAILY,
    clock,
    onFault: (err) => alarm('audit', 'the audit file cannot be rotated: it goes on growing', { err }),
  })
  const feed = createFileFeed({
    path,
    durable: sink.durable,
    positions: createPositions(`${path}.otlp`),
    onLost: () => logger.warn('the place up to which lines were exported is in no audit file: all are exported again'),
  })
  return { sink, feed }
}

/** Logged once more when all has been written: so nothing that was answered stands behind the last head. */
function logHeads(audit: Audit, logger: Logger, closing: AsyncDisposableStack): void {
  // Whatever LOG_LEVEL says: without heads nobody can see later that the end was cut off.
  const always = logger.child({}, { level: 'info' })
  const logHead = () => {
    const { keten, volgnummer, hash } = audit.head()
    if (volgnummer > 0) always.info({ keten, volgnummer, hash }, 'head of the audit chain')
  }
  closing.defer(logHead)
  const heads = setInterval(logHead, HEADS_EVERY_MS).unref()
  closing.defer(() => clearInterval(heads))
}

/** Until closing: aborts the signal and waits for the work to end. */
function whileOpen(closing: AsyncDisposableStack, work: (signal: AbortSignal) => Promise<void>): void {
  const ending = new AbortController()
  const working = work(ending.signal)
  closing.defer(async () => {
    ending.abort()
    await working
  })
}

function deleteInTime(
  path: string,
  audit: Audit,
  { prepared, clock, alarm, policyHash }: OpenAuditParts,
  closing: AsyncDisposableStack,
): void {
  const retention = {
    path,
    days: prepared.settings.AUDIT_RETENTION_DAYS,
    clock,
    schrijf: (verwijdering: Verwijdering) => audit.schrijf(eigenRegel(VERWIJDERD, policyHash(), verwijdering)),
    onFault: (err: Error) => alarm('audit', 'an audit file whose term is over cannot be deleted', { err }),
  }
  whileOpen(closing, (signal) => keepRetention(retention, signal))
}

/** Lines written while closing are exported at the next start; on standard output they are dropped, and counted. */
function startExport(feed: Feed, { prepared, clock, logger, metrics }: OpenAuditParts, closing: AsyncDisposableStack) {
  const { otlp, settings } = prepared
  if (!otlp) return
  const collector = createCollector({ ...otlp, timeoutMs: EXPORT_TIMEOUT_MS })
  closing.defer(collector.close)
  closing.defer(feed.close)
  let failing = false
  whileOpen(closing, (signal) =>
    exportLines(
      {
        feed,
        spans: createSpans({ version: manifest.version, register: settings.OTLP_REGISTER_URL }),
        send: collector.send,
        clock,
        onSent: (sent, rejected) => {
          metrics.logboekSpans.inc({ result: 'sent' }, sent)
          metrics.logboekSpans.inc({ result: 'rejected' }, rejected)
          if (rejected > 0) logger.error({ rejected }, 'the collector of the logboek refuses spans for ever')
          if (failing) logger.info('the export of the logboek goes on again')
          failing = false
        },
        onFault: (err) => {
          metrics.logboekFailures.inc()
          if (!failing) logger.error({ err }, 'the export of the logboek fails; it is tried until it succeeds')
          failing = true
        },
      },
      signal,
    ),
  )
}

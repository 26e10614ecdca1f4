// The audit: stamps a line, links it into the chain, and resolves when the sink holds it.

import { randomUUID } from 'node:crypto'
import type { SchrijfRegel } from '../domain/regel.ts'
import type { Clock } from '../lib/clock.ts'
import { type Head, link, writeBody } from './chain.ts'
import { createGroupCommit, type GroupCommitParts } from './group-commit.ts'
import type { Sink } from './sink.ts'

const TIMEOUT_MS = 2_000
const RETRY_MS = 1_000
/** About ten thousand ordinary lines. */
const MAX_WAITING = 16 * 1024 * 1024

type Limits = Partial<Pick<GroupCommitParts, 'timeoutMs' | 'retryMs' | 'maxWaiting'>>

export interface AuditParts extends Pick<GroupCommitParts, 'onCommit' | 'onFault'>, Limits {
  sink: Sink
  clock: Clock
  /** Names the chain of this process. */
  keten?: string
}

export interface Audit {
  /** @throws AuditUnavailable when the line is not durable: then the answer may not leave */
  schrijf: SchrijfRegel
  /** The last durable line, for the log: who holds it sees later whether the tail was cut or the chain rewritten. */
  head: () => Head
  /** False while nothing can be written; comes back by itself. */
  ready: () => boolean
  /** Writes what waits, takes nothing more, closes the sink. At the most three time-outs. */
  close: () => Promise<void>
}

export function createAudit(parts: AuditParts): Audit {
  const { sink, clock, keten = randomUUID(), onCommit, onFault } = parts
  const { timeoutMs = TIMEOUT_MS, retryMs = RETRY_MS, maxWaiting = MAX_WAITING } = parts

  let head: Head = { keten, volgnummer: 0, hash: sink.lastHash }
  let stamp = { moment: Number.NaN, text: '' }

  /** A moment as text takes as long as the rest of a line; in a herd ten lines have the same one. */
  function tijdstip(moment: number): string {
    if (moment !== stamp.moment) stamp = { moment, text: new Date(moment).toISOString() }
    return stamp.text
  }

  /**
   * The chain follows what the sink holds, not what callers were told. A stream that was blocked still delivers what it
   * was handed, and a file can be just too late to take its lines back:
   *   file: last look at the signal → time-out: callers get 503 → append resolves
   * Such lines stand in the audit though nobody was answered for them, and the chain goes on behind them.
   */
  async function append(bodies: readonly string[], signal: AbortSignal): Promise<void> {
    const linked = link(bodies, head)
    await sink.append(Buffer.from(linked.lines), signal)
    head = linked.head
  }

  const commits = createGroupCommit({
    append,
    probe: sink.probe,
    clock,
    timeoutMs,
    retryMs,
    maxWaiting,
    onCommit,
    onFault,
  })

  return {
    schrijf: (regel) => commits.add(writeBody(regel, tijdstip(clock.now()))),
    head: () => head,
    ready: commits.ready,
    close: async () => {
      await commits.close()
      // A sink that hangs cannot be closed; the process ends without it.
      const closed = new AbortController()
      await Promise.race([sink.close(), clock.sleep(timeoutMs, closed.signal).catch(() => {})]).finally(() =>
        closed.abort(),
      )
    },
  }
}

// The export: batch by batch, in order, each tried until the collector has confirmed it. No answer to a caller waits for it.

import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import type { Auditregel } from '../audit/regel.ts'
import type { Clock } from '../lib/clock.ts'
import type { Batch, Feed } from './feed.ts'

const LOOK_EVERY_MS = 1_000
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000

export interface ExportParts {
  feed: Pick<Feed, 'next'>
  spans: (regels: readonly Auditregel[]) => ReadableSpan[]
  send: (spans: readonly ReadableSpan[], signal: AbortSignal) => Promise<{ rejected: number }>
  clock: Clock
  /** The collector confirmed: how many spans it took, and how many it refuses for ever. */
  onSent: (sent: number, rejected: number) => void
  /** A batch could not be read, sent or marked as sent: it is tried again. */
  onFault: (cause: Error) => void
}

/** Runs until the signal aborts. A batch that arrived just before a crash arrives again: at least once. */
export async function exportLines(parts: ExportParts, signal: AbortSignal): Promise<void> {
  const { feed, spans, send, clock, onSent, onFault } = parts

  async function deliver({ regels, done }: Batch): Promise<void> {
    const made = spans(regels)
    if (made.length > 0) {
      const { rejected } = await send(made, signal)
      onSent(made.length - rejected, rejected)
    }
    await done()
  }

  let wait = 0
  while (!signal.aborted) {
    try {
      const batch = await feed.next()
      if (batch) await deliver(batch)
      wait = batch ? 0 : LOOK_EVERY_MS
    } catch (cause) {
      if (signal.aborted) return
      onFault(cause as Error)
      wait = Math.min(LONGEST_WAIT_MS, Math.max(FIRST_WAIT_MS, wait * 2))
    }
    if (wait > 0) await clock.sleep(wait, signal).catch(() => {})
  }
}

// Replicas tell one another what they were asked for most: whoever is the dispatcher fetches first what most wait for.

import { randomUUID } from 'node:crypto'
import type { Gossip } from '../cache/gossip.ts'
import type { Clock } from '../lib/clock.ts'
import type { Gevraagd } from './gevraagd.ts'

export interface VertelGevraagdParts {
  gevraagd: Pick<Gevraagd, 'add' | 'take'>
  gossip: Gossip
  clock: Clock
}

/** One word of some tens of kilobytes at most; the order of a queue is worth no more. */
const EVERY_MS = 30_000
const MOST_KEYS = 1_000

interface Word {
  from: string
  asked: ReadonlyArray<readonly [key: string, times: number]>
}

function readWord(text: string): Word | undefined {
  try {
    const { from, asked } = Object(JSON.parse(text)) as Partial<Word>
    const isWord = typeof from === 'string' && Array.isArray(asked) && asked.length <= MOST_KEYS && asked.every(isAsked)
    return isWord ? { from, asked } : undefined
  } catch {
    return undefined
  }
}

const isAsked = (pair: unknown): boolean =>
  Array.isArray(pair) && typeof pair[0] === 'string' && Number.isSafeInteger(pair[1]) && Number(pair[1]) > 0

/** Tells and hears until the signal. Whoever becomes the dispatcher has heard it already. */
export async function vertelGevraagd(
  { gevraagd, gossip, clock }: VertelGevraagdParts,
  signal: AbortSignal,
): Promise<void> {
  const me = randomUUID()
  gossip.hear((text) => {
    const word = readWord(text)
    if (word && word.from !== me) for (const [key, times] of word.asked) gevraagd.add(key, times)
  })
  while (!signal.aborted) {
    await clock.sleep(EVERY_MS, signal).catch(() => {})
    const asked = gevraagd.take(MOST_KEYS)
    if (signal.aborted || asked.length === 0) continue
    // One that is lost makes the order of some half an hour a little worse.
    await gossip.tell(JSON.stringify({ from: me, asked } satisfies Word)).catch(() => {})
  }
}

// How an answer travels: in the message, or when it is large through the store that all can read.

import type { SharedStore } from './codec.ts'

/** Larger ones would hold up what else goes through Redis, so they go through the store when they stand there. */
const LARGE_BYTES = 256 * 1024
/** Redis drops a listener that has 32 MB waiting. */
const MOST_BYTES = 8 * 1024 * 1024

interface Load<Answer> {
  key: string
  answer: Answer
  bytes: Uint8Array
  /** The asker could not read it in the store. */
  inline: boolean
}

/** Whether it goes through the store when it can. */
export const isLarge = (bytes: Uint8Array): boolean => bytes.length > LARGE_BYTES

/** @throws Error when it is too large for a message and does not stand in the store */
export async function wayOf<Answer>(
  { key, answer, bytes, inline }: Load<Answer>,
  shared: Pick<SharedStore<Answer>, 'holds'> | undefined,
): Promise<'message' | 'store'> {
  if (!isLarge(bytes)) return 'message'
  if (!inline && (await shared?.holds(key, answer).catch(() => false))) return 'store'
  if (bytes.length > MOST_BYTES) throw new Error('the answer is too large for a message')
  return 'message'
}

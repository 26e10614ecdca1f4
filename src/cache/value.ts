// One entry as it stands in Redis: its fetch time, readable for the script, then the entry, plain or sealed.

import { decodeEntry, encodeEntry } from './codec.ts'
import type { Entry } from './entry.ts'
import type { Seal } from './seal.ts'

/** Digits of the fetch time in front of a value: the widest safe integer, so that they compare as text. */
export const TIME_DIGITS = 16
const HEAD_BYTES = TIME_DIGITS + 1
const PLAIN = 'p'
const SEALED = 's'

/**
 * The entry for this place.
 * @param place the full Redis key; a sealed value opens nowhere else
 */
export function packValue(place: string, entry: Entry, seal?: Seal): Buffer {
  const { fetchedAt } = entry
  if (!Number.isSafeInteger(fetchedAt) || fetchedAt < 0) throw new RangeError('fetchedAt is not a moment')
  const head = Buffer.from(String(fetchedAt).padStart(TIME_DIGITS, '0') + (seal ? SEALED : PLAIN))
  const body = encodeEntry(entry)
  return Buffer.concat([head, seal ? seal.close(body, boundTo(head, place)) : body])
}

/**
 * The entry of a value that stands at this place.
 * @throws Error when it is not one of ours, was changed, stood elsewhere, or is not sealed while there is a seal: who can
 * write to Redis but has no key must not be able to plant answers
 */
export function unpackValue(place: string, value: Buffer, seal?: Seal): Entry {
  const head = value.subarray(0, HEAD_BYTES)
  const body = value.subarray(HEAD_BYTES)
  if (head[TIME_DIGITS] !== (seal ? SEALED : PLAIN).charCodeAt(0)) throw new TypeError('not sealed as it should be')
  const entry = decodeEntry(seal ? seal.open(body, boundTo(head, place)) : body)
  if (entry.fetchedAt !== Number(head.toString('latin1', 0, TIME_DIGITS))) throw new TypeError('another fetch time')
  return entry
}

/** The head has a fixed width, so head and place cannot be shifted into one another. */
const boundTo = (head: Buffer, place: string) => Buffer.concat([head, Buffer.from(place)])

// One entry as it stands in Redis or travels between replicas: its fetch time, readable for a script, then the entry.

import { decodeEntry, encodeEntry, type Form } from './codec.ts'
import type { Entry } from './entry.ts'
import type { Seal } from './seal.ts'

/** Digits of the fetch time in front of a value: the widest safe integer, so that they compare as text. */
const TIME_DIGITS = 16
const HEAD_BYTES = TIME_DIGITS + 1
/** What follows the head: a capital when it is not deflated. */
const kinds = { plain: { deflated: 'p', 'as-is': 'P' }, sealed: { deflated: 's', 'as-is': 'S' } } as const

/**
 * The entry for this place.
 * @param place the full Redis key; a sealed value opens nowhere else
 * @param asIsUpTo characters of JSON that are not worth the time to deflate them; by default it is always deflated
 */
export function packValue(place: string, entry: Entry, seal?: Seal, asIsUpTo?: number): Buffer {
  const { fetchedAt } = entry
  if (!Number.isSafeInteger(fetchedAt) || fetchedAt < 0) throw new RangeError('fetchedAt is not a moment')
  const { bytes, form } = encodeEntry(entry, asIsUpTo)
  const head = Buffer.from(String(fetchedAt).padStart(TIME_DIGITS, '0') + kinds[seal ? 'sealed' : 'plain'][form])
  return Buffer.concat([head, seal ? seal.close(bytes, boundTo(head, place)) : bytes])
}

/**
 * The entry of a value that stands at this place.
 * @throws Error when it is not one of ours, was changed, stood elsewhere, or is not sealed while there is a seal: who can
 * write to Redis but has no key must not be able to plant answers
 */
export function unpackValue(place: string, value: Buffer, seal?: Seal): Entry {
  const head = value.subarray(0, HEAD_BYTES)
  const body = value.subarray(HEAD_BYTES)
  const form = formOf(head, seal)
  const entry = decodeEntry(seal ? seal.open(body, boundTo(head, place)) : body, form)
  if (entry.fetchedAt !== Number(head.toString('latin1', 0, TIME_DIGITS))) throw new TypeError('another fetch time')
  return entry
}

function formOf(head: Buffer, seal: Seal | undefined): Form {
  const kind = head.toString('latin1', TIME_DIGITS)
  const { deflated, 'as-is': asIs } = kinds[seal ? 'sealed' : 'plain']
  if (kind === deflated) return 'deflated'
  if (kind === asIs) return 'as-is'
  throw new TypeError('not sealed as it should be')
}

/** The head has a fixed width, so head and place cannot be shifted into one another. */
const boundTo = (head: Buffer, place: string) => Buffer.concat([head, Buffer.from(place)])

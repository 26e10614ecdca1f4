// An entry as bytes and back: a JSON tuple without names, deflated or as it is.

import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Entry } from './entry.ts'

/** What a value may grow to when unpacked, in bytes: whoever can write to the store cannot fill our memory. */
const MAX_UNPACKED = 32 * 1024 * 1024

/** Deflated it takes a fifth to a third of the bytes of its JSON. */
export type Form = 'deflated' | 'as-is'

/**
 * The entry, deflated when its JSON is longer than `asIsUpTo` characters. The document must be what `JSON.parse` can give.
 */
export function encodeEntry(entry: Entry, asIsUpTo = 0): { bytes: Buffer; form: Form } {
  const { fetchedAt, staleAt, deleteAt, scope, tags, document } = entry
  const parts = [fetchedAt, staleAt, deleteAt, scope, tags]
  // An absent document is left out; null is a document.
  const json = JSON.stringify(document === undefined ? parts : [...parts, document])
  return json.length <= asIsUpTo
    ? { bytes: Buffer.from(json), form: 'as-is' }
    : { bytes: deflateRawSync(json), form: 'deflated' }
}

/**
 * The entry that `encodeEntry` was given.
 * @throws Error when these bytes are of anything else
 */
export function decodeEntry(bytes: Buffer, form: Form): Entry {
  const json = form === 'as-is' ? bytes : inflateRawSync(bytes, { maxOutputLength: MAX_UNPACKED })
  const parts: unknown = JSON.parse(json.toString())
  if (!Array.isArray(parts) || (parts.length !== 5 && parts.length !== 6)) throw new TypeError('not an entry')
  const [fetchedAt, staleAt, deleteAt, scope, tags, document] = parts as unknown[]
  if (!isMoment(fetchedAt) || !isMoment(staleAt) || !isMoment(deleteAt)) throw new TypeError('an entry without times')
  if (!areNames(scope) || !areNames(tags)) throw new TypeError('an entry without scope or tags')
  return { fetchedAt, staleAt, deleteAt, scope, tags, document }
}

const isMoment = (part: unknown): part is number => Number.isSafeInteger(part)

const areNames = (part: unknown): part is string[] =>
  Array.isArray(part) && part.every((name) => typeof name === 'string')

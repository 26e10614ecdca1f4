// Keyed pseudonyms of AGB-codes. There are only 10^8 codes: a hash without a key is undone by trying them all.

import { createHmac } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { type Key, type Keys, readKeys } from '../lib/keys.ts'

export interface Pseudonyms {
  /** `id:hex` under the first key: 128 bits of HMAC-SHA-256. */
  pseudonym: (agbcode: string) => string
  /** Under every key, the first key's first: what to look for in lines from before a change of key. */
  all: (agbcode: string) => string[]
  /** For other hashes in the audit, of texts that no AGB-code can be. */
  keys: () => Keys
}

/** Hex characters kept: two of 10^8 codes share 128 bits with a chance of 10^-23, so the rest would only be length. */
const LENGTH = 32
/** An HMAC takes 2.5 µs and an answer with relaties names hundreds of parties; looking it up takes a tenth of that. */
const REMEMBERED = 10_000

/**
 * Reads a key file: lines `id:64hex`, or one line with nothing but 64 hex, whose id follows from the key. The first key
 * writes, all are read.
 * @throws Error with every fault by its line number, never with what stands there
 */
export function readPseudonymKeys(text: string): Pseudonyms {
  const keys = readKeys(text)
  const [first] = keys
  const memo = new LRUCache<string, string>({
    max: REMEMBERED,
    memoMethod: (agbcode) => derive(first, agbcode),
  })
  return {
    pseudonym: (agbcode) => memo.memo(agbcode),
    all: (agbcode) => keys.map((key) => derive(key, agbcode)),
    keys: () => keys,
  }
}

const derive = ({ id, key }: Key, agbcode: string): string =>
  `${id}:${createHmac('sha256', key).update(agbcode).digest('hex').slice(0, LENGTH)}`

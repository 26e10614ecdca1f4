// Keyed pseudonyms of AGB-codes. There are only 10^8 codes: a hash without a key is undone by trying them all.

import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { LRUCache } from 'lru-cache'

export interface Pseudonyms {
  /** `id:hex` under the first key: 128 bits of HMAC-SHA-256. */
  pseudonym: (agbcode: string) => string
  /** Under every key, the first key's first: what to look for in lines from before a change of key. */
  all: (agbcode: string) => string[]
}

interface Key {
  id: string
  key: KeyObject
}

const NAMED = /^([A-Za-z0-9._-]{1,32}):([0-9a-fA-F]{64})$/
const BARE = /^[0-9a-fA-F]{64}$/

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
  const lines = text.split(/\r?\n/)
  const filled = lines.filter((line) => line !== '').length
  const keys: Key[] = []
  const faults: string[] = []
  for (const [index, line] of lines.entries()) {
    if (line === '') continue
    const key = readKey(line, filled === 1)
    const fault = key ? taken(key, keys) : 'not a line of the form id:64hex'
    if (fault !== undefined) faults.push(`line ${index + 1}: ${fault}`)
    if (key) keys.push(key)
  }
  if (filled === 0) faults.push('line 1: no key')
  const [first] = keys
  if (!first || faults.length > 0) throw new Error(`pseudonym keys: ${faults.join('; ')}`)

  const memo = new LRUCache<string, string>({
    max: REMEMBERED,
    memoMethod: (agbcode) => derive(first, agbcode),
  })
  return {
    pseudonym: (agbcode) => memo.memo(agbcode),
    all: (agbcode) => keys.map((key) => derive(key, agbcode)),
  }
}

const derive = ({ id, key }: Key, agbcode: string): string =>
  `${id}:${createHmac('sha256', key).update(agbcode).digest('hex').slice(0, LENGTH)}`

function readKey(line: string, alone: boolean): Key | undefined {
  const [, id, hex] = NAMED.exec(line) ?? []
  if (id !== undefined && hex !== undefined) return { id, key: createSecretKey(Buffer.from(hex, 'hex')) }
  if (!alone || !BARE.test(line)) return undefined
  const bytes = Buffer.from(line, 'hex')
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), key: createSecretKey(bytes) }
}

function taken(key: Key, keys: readonly Key[]): string | undefined {
  if (keys.some(({ id }) => id === key.id)) return 'an id that was used before'
  return keys.some((other) => other.key.equals(key.key)) ? 'a key that was given before' : undefined
}

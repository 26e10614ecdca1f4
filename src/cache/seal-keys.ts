// The keys that seal values, from a file of lines: the first seals, every one opens.

import { createHash, createSecretKey, type KeyObject } from 'node:crypto'

export interface SealKey {
  /** Stands in front of each value that it sealed. */
  id: string
  /** Another name by which it opens, made of the key itself: a bare key can be given an id afterwards. */
  fingerprint: string
  key: KeyObject
}

export type SealKeys = readonly [SealKey, ...SealKey[]]

const BARE = /^[0-9a-f]{64}$/i
const NAMED = /^(?<id>[A-Za-z0-9._-]{1,64}):(?<hex>[0-9a-f]{64})$/i

/**
 * Reads lines `id:64hex`, or one bare 64hex, whose id then is the first 8 hex of the SHA-256 of the key.
 * @throws Error that names every fault by the number of its line, never by what stands there
 */
export function readSealKeys(text: string): SealKeys {
  const lines = text
    .split(/\r?\n/)
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '')
  const keys: SealKey[] = []
  const faults: string[] = []
  for (const { line, number } of lines) {
    const key = readLine(line, lines.length === 1)
    if (!key)
      faults.push(`line ${number}: is not id:64hex${BARE.test(line) ? '; a bare key must be the only one' : ''}`)
    else if (keys.some(({ id }) => id === key.id)) faults.push(`line ${number}: repeats an id`)
    else keys.push(key)
  }
  const [first, ...rest] = keys
  if (faults.length > 0) throw new Error(faults.join('; '))
  if (!first) throw new Error('holds no key')
  return [first, ...rest]
}

function readLine(line: string, alone: boolean): SealKey | undefined {
  if (alone && BARE.test(line)) return sealKey(line)
  const { id, hex } = NAMED.exec(line)?.groups ?? {}
  return hex === undefined ? undefined : sealKey(hex, id)
}

function sealKey(hex: string, id?: string): SealKey {
  const bytes = Buffer.from(hex, 'hex')
  const fingerprint = createHash('sha256').update(bytes).digest('hex').slice(0, 8)
  return { id: id ?? fingerprint, fingerprint, key: createSecretKey(bytes) }
}

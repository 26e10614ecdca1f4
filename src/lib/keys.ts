// Keys from a file of lines: the first is used for what is new, every one for what is old.

import { createHash, createSecretKey, type KeyObject } from 'node:crypto'

export interface Key {
  /** Stands beside each thing that was made with it. */
  id: string
  /** Another name, made of the key itself: so a bare key can be given an id afterwards. */
  fingerprint: string
  key: KeyObject
}

export type Keys = readonly [Key, ...Key[]]

const BARE = /^[0-9a-f]{64}$/i
const NAMED = /^(?<id>[A-Za-z0-9._-]{1,64}):(?<hex>[0-9a-f]{64})$/i

/**
 * Reads lines `id:64hex`, or one bare 64hex, whose id then is the first 8 hex of the SHA-256 of the key.
 * @throws Error that names every fault by the number of its line, never by what stands there
 */
export function readKeys(text: string): Keys {
  const lines = text
    .split(/\r?\n/)
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '')
  const keys: Key[] = []
  const faults: string[] = []
  for (const { line, number } of lines) {
    const key = readLine(line, lines.length === 1)
    if (!key)
      faults.push(`line ${number}: is not id:64hex${BARE.test(line) ? '; a bare key must be the only one' : ''}`)
    else if (keys.some(({ id }) => id === key.id)) faults.push(`line ${number}: repeats an id`)
    else if (keys.some((other) => other.key.equals(key.key)))
      faults.push(`line ${number}: repeats a key under another id`)
    else keys.push(key)
  }
  const [first, ...rest] = keys
  if (faults.length > 0) throw new Error(faults.join('; '))
  if (!first) throw new Error('holds no key')
  return [first, ...rest]
}

function readLine(line: string, alone: boolean): Key | undefined {
  if (alone && BARE.test(line)) return makeKey(line)
  const { id, hex } = NAMED.exec(line)?.groups ?? {}
  return hex === undefined ? undefined : makeKey(hex, id)
}

function makeKey(hex: string, id?: string): Key {
  const bytes = Buffer.from(hex, 'hex')
  const fingerprint = createHash('sha256').update(bytes).digest('hex').slice(0, 8)
  return { id: id ?? fingerprint, fingerprint, key: createSecretKey(bytes) }
}

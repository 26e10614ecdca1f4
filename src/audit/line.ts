// One line as bytes: whole, half, or broken. Bytes, because two byte strings can decode to the same text.

import { sha256 } from './chain.ts'
import { VERWIJDERD, type Verwijdering } from './verwijdering.ts'

/** Where a line stands in its chain. */
export interface Schakel {
  keten: string
  volgnummer: number
  vorige: string | null
  hash: string
  /** Hash that a file ended with which this line says was deleted; only where it says so. */
  verwijderd?: string
}

/** `half`: no more than a write that stopped part-way can have left. `wat` is Dutch: people of the hospital read it. */
export type Gelezen = { soort: 'heel'; schakel: Schakel } | { soort: 'half' } | { soort: 'gebroken'; wat: string }

const SEAL_START = ',"hash":"'
const SEAL_LENGTH = SEAL_START.length + 64 + '"}'.length
const SEAL = /,"hash":"([0-9a-f]{64})"\}/
const SEAL_AT_END = new RegExp(`^${SEAL.source}$`)

/** The hash that a whole line (without its newline) ends with; undefined when the line does not end as one. */
export function statedHash(line: Buffer): string | undefined {
  return SEAL_AT_END.exec(line.toString('latin1', Math.max(0, line.length - SEAL_LENGTH)))?.[1]
}

/** Judges a line by itself, without its newline. */
export function readLine(line: Buffer): Gelezen {
  const hash = statedHash(line)
  if (hash === undefined)
    return canBeHalf(line) ? { soort: 'half' } : { soort: 'gebroken', wat: 'dit is geen hele auditregel' }
  if (sha256(line.subarray(0, -SEAL_LENGTH)) !== hash)
    return { soort: 'gebroken', wat: 'de hash klopt niet: de regel is gewijzigd' }
  const schakel = readSchakel(line.toString(), hash)
  return schakel ? { soort: 'heel', schakel } : { soort: 'gebroken', wat: 'de plaats in de keten ontbreekt' }
}

/** Half is less than a line, so nowhere in it can be the end of one. */
const canBeHalf = (line: Buffer): boolean =>
  line.length > 0 && !(line.includes(SEAL_START) && SEAL.test(line.toString('latin1')))

function readSchakel(text: string, hash: string): Schakel | undefined {
  const { keten, volgnummer, vorige, handeling, bijzonderheden } = parseObject(text) ?? {}
  if (typeof keten !== 'string' || !Number.isSafeInteger(volgnummer)) return undefined
  if (typeof vorige !== 'string' && vorige !== null) return undefined
  const schakel = { keten, volgnummer: volgnummer as number, vorige, hash }
  const verwijderd = handeling === VERWIJDERD && (bijzonderheden as Partial<Verwijdering> | null)?.laatsteHash
  return typeof verwijderd === 'string' ? { ...schakel, verwijderd } : schakel
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

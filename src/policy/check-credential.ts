// Checks what an afnemer proves itself with: the hash of a key, a certificate, a token of an OpenID provider.

import { optional, required, rowOf } from './check-block.ts'
import { datum, type Datum } from './check-datum.ts'
import { type Check, type Located, located, reject, text } from './check-value.ts'
import type { Token } from '../doelbinding/policy.ts'
import { LEGE_SLEUTEL } from '../doelbinding/sleutel.ts'

const HASH = /^sha256:([0-9a-f]{64})$/i

/** Takes `sha256:<64 hex>` and gives the hex in lower case. A refused value is never repeated: it may be a real key. */
const hash =
  (advice: string): Check<string> =>
  (node, report) => {
    const value = node.kind === 'scalar' && typeof node.value === 'string' ? node.value : ''
    const hex = HASH.exec(value)?.[1]?.toLowerCase()
    if (value.startsWith('agb_')) {
      return reject(node, report, 'hier staat een sleutel zelf; trek hem in en zet de sha256-regel van een nieuwe neer')
    }
    if (hex === undefined) {
      return reject(node, report, `moet sha256: met 64 hexadecimale tekens zijn, als tekst; ${advice}`)
    }
    if (hex === LEGE_SLEUTEL) return reject(node, report, 'is de hash van niets; maak een sleutel en gebruik zijn hash')
    return located(node, hex)
  }

const sleutelHash = hash('agb-gateway sleutel maakt die regel')
const vingerafdruk = hash('neem de SHA-256-vingerafdruk zonder dubbele punten')

export interface Sleutel {
  /** Hex SHA-256 of the key's bytes. */
  hash: string
  /** Last day on which it counts. */
  geldigTot?: Located<Datum>
}

const sleutelRow = rowOf({ sleutel: required(sleutelHash), geldigTot: optional(datum) })

/** A key: its hash alone, or a block of its hash and its last day. */
export const sleutel: Check<Sleutel> = (node, report) => {
  if (node.kind !== 'table') {
    const found = sleutelHash(node, report)
    return found && located(node, { hash: found.value })
  }
  const found = sleutelRow(node, report)
  if (!found) return undefined
  const { sleutel: hashed, geldigTot } = found.value
  return located(node, { hash: hashed.value, ...(geldigTot && { geldigTot }) })
}

export const SUBJECT = 'subject:'

/** One part of a name as RFC 4514 writes it: no bare separator, and no space at either end. */
const PART = String.raw`[A-Za-z][A-Za-z0-9]*=(?![ #])(?:[^,+"\\<>;\p{Cc}]|\\.)*(?<! )`
const NAME = new RegExp(`^${PART}(?:,${PART})*$`, 'u')

/** A client certificate: its fingerprint, or the whole name of its subject behind `subject:`. */
export const certificaat: Check<string> = (node, report) => {
  const value = node.kind === 'scalar' ? node.value : undefined
  if (typeof value !== 'string' || !value.startsWith(SUBJECT)) return vingerafdruk(node, report)
  const found = text({ max: 500 })(node, report)
  if (!found || (NAME.test(value.slice(SUBJECT.length)) && /[:,]CN=[^,]/.test(value))) return found
  return reject(
    node,
    report,
    'moet subject: zijn met de hele naam volgens RFC 4514 en een CN, zoals "subject:CN=zis,O=Ziekenhuis,C=NL"',
  )
}

/** OpenID Connect Discovery 1.0, section 2: https, without query or fragment; a name before the host would go nowhere. */
const isIssuer = (value: string): boolean => /^https:\/\/[^?#@\\\s]+$/.test(value) && URL.canParse(value)

const issuer: Check<string> = (node, report) => {
  const found = text({ max: 500 })(node, report)
  if (!found || isIssuer(found.value)) return found
  return reject(node, report, 'moet een https-adres zijn; neem de waarde van iss uit het token over')
}

const tokenRow = rowOf({ issuer: required(issuer), client: required(text()), audience: required(text()) })

export const token: Check<Token> = (node, report) => {
  const found = tokenRow(node, report)
  if (!found) return undefined
  const { issuer, client, audience } = found.value
  return located(node, { issuer: issuer.value, client: client.value, audience: audience.value })
}

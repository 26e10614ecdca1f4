// Checks one afnemer of the policy: how it is recognised, which doelen it has and its share.

import { once, listOf, optional, required, rowOf, wordsOf } from './check-block.ts'
import { type Check, located, oneOf, positive, reject, text } from './check-value.ts'
import { rollen, type Token } from './policy.ts'
import { LEGE_SLEUTEL } from './sleutel.ts'

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

const issuer: Check<string> = (node, report) => {
  const found = text({ max: 500 })(node, report)
  if (!found || (found.value.startsWith('https://') && URL.canParse(found.value))) return found
  return reject(node, report, 'moet een https-adres zijn; neem de waarde van iss uit het token over')
}

const tokenRow = rowOf({ issuer: required(issuer), client: required(text()), audience: required(text()) })

const token: Check<Token> = (node, report) => {
  const found = tokenRow(node, report)
  if (!found) return undefined
  const { issuer, client, audience } = found.value
  return located(node, { issuer: issuer.value, client: client.value, audience: audience.value })
}

/**
 * Makes the check for the afnemers of one policy. It remembers every credential that it has seen: two callers with one
 * key could not be told apart.
 * @param doelen the ids that the policy declares; empty when they could not be read, then any text will do.
 */
export function createAfnemerCheck(doelen: readonly string[]) {
  const doel = doelen.length > 0 ? oneOf('doel', doelen) : text()
  const sleutel = once(hash('agb-gateway sleutel maakt die regel'), String)
  const certificaat = once(hash('neem de SHA-256-vingerafdruk zonder dubbele punten'), String)
  const client = once(token, ({ issuer, client }) => JSON.stringify([issuer, client]))
  return rowOf({
    naam: required(text()),
    contact: required(text()),
    sleutels: optional(listOf(sleutel)),
    certificaten: optional(listOf(certificaat)),
    tokens: optional(listOf(client)),
    doelen: required(wordsOf(doel)),
    gewicht: optional(positive()),
    limiet: optional(positive()),
    rollen: optional(wordsOf(oneOf('rol', rollen))),
  })
}

export type AfnemerRow = NonNullable<ReturnType<ReturnType<typeof createAfnemerCheck>>>['value']

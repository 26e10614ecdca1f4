// Checks one afnemer of the policy: how it is recognised, which doelen it has and its share.

import { once, listOf, optional, required, rowOf, wordsOf } from './check-block.ts'
import { certificaat, sleutel, token } from './check-credential.ts'
import { oneOf, positive, text } from './check-value.ts'
import { rollen, tokenNaam } from '../doelbinding/policy.ts'

/**
 * Makes the check for the afnemers of one policy. It remembers every credential that it has seen: two callers with one
 * key could not be told apart.
 * @param doelen the ids that the policy declares; empty when they could not be read, then any text will do.
 */
export function createAfnemerCheck(doelen: readonly string[]) {
  const doel = doelen.length > 0 ? oneOf('doel', doelen) : text()
  const eenSleutel = once(sleutel, ({ hash }) => hash)
  const eenCertificaat = once(certificaat, String)
  const eenClient = once(token, tokenNaam)
  return rowOf({
    naam: required(text()),
    contact: required(text()),
    sleutels: optional(listOf(eenSleutel)),
    certificaten: optional(listOf(eenCertificaat)),
    tokens: optional(listOf(eenClient)),
    doelen: required(wordsOf(doel)),
    gewicht: optional(positive()),
    limiet: optional(positive()),
    rollen: optional(wordsOf(oneOf('rol', rollen))),
  })
}

export type AfnemerRow = NonNullable<ReturnType<ReturnType<typeof createAfnemerCheck>>>['value']

// The withdrawn check of an address: is this postcode with this house number known to the register?

import type { Register } from '../register/register.ts'
import { type Answer, ok, refusals, type Vraag } from './answer.ts'

export function adresOf(register: Register, { parameters: { postcode = '', huisnummer = '' } }: Vraag): Answer {
  if (!/^\d{4}[A-Z]{2}$/.test(postcode) || !/^\d{1,5}$/.test(huisnummer)) return refusals.adres
  const adressen = register.all().flatMap(({ type, document }) => (type === 'zorgverlener' ? [] : document.Adressen))
  const bekend = adressen.some(
    (adres) => adres.Postcode.trimEnd() === postcode && adres.Huisnummer === Number(huisnummer),
  )
  return bekend ? ok('OK') : refusals.onbekendAdres
}

// An onderneming with its sites as of a day; asked by the code of the onderneming or of one of its sites.

import type { Onderneming } from '../../domain/zorgpartijen.ts'
import type { Partij } from '../register/partij.ts'
import { isGeldig } from '../register/periode.ts'
import type { Register } from '../register/register.ts'
import { type Answer, ok, refusals } from './answer.ts'
import { otherEnd } from './relaties.ts'

const ONDERNEMING_VAN = '16'
const VESTIGING_VAN = '17'

function kortAdres({ Adressen }: Onderneming, type: string, dag: string) {
  const adres = Adressen.find((each) => each.Type.Code === type && isGeldig(each, dag))
  if (!adres) return null
  const { Aanvang, Einde, Huisnummer, HuisnummerToevoeging, Plaats, Postcode, Straat } = adres
  return { Aanvang, Einde, Huisnummer, HuisnummerToevoeging, Plaats, Postcode, Straat }
}

/** Parties at the other end, in this role, on this day. */
function* ends(register: Register, agbcode: string, rol: string, dag: string) {
  for (const relatie of register.relatiesOf(agbcode)) {
    const eind = otherEnd(relatie, agbcode)
    const partij = register.find(eind.AGBCode)
    if (eind.Rol.Code !== rol || !isGeldig(relatie, dag) || !partij || partij.type === 'zorgverlener') continue
    if (isGeldig(partij.document, dag)) yield { relatie, document: partij.document }
  }
}

export function organisatieOf(register: Register, partij: Partij, dag: string): Answer {
  if (partij.type === 'zorgverlener') return refusals.onbekendeCode
  const ouder = [...ends(register, partij.document.AGBCode, ONDERNEMING_VAN, dag)][0]?.document
  const onderneming = partij.type === 'vestiging' ? ouder : partij.document
  if (!onderneming || !isGeldig(onderneming, dag)) return refusals.ondernemingNietActief
  const vestigingen = [...ends(register, onderneming.AGBCode, VESTIGING_VAN, dag)]
  if (vestigingen.length === 0) return refusals.geenVestigingen
  return ok({
    AanvangAGBCode: onderneming.Aanvang,
    EindeAGBCode: onderneming.Einde,
    AGBCode: onderneming.AGBCode,
    CorrespondentieAdres: kortAdres(onderneming, '2', dag),
    Naam: onderneming.Naam,
    Vestigingen: vestigingen.map(({ relatie, document }) => ({
      AanvangAGBCode: document.Aanvang,
      EindeAGBCode: document.Einde,
      AanvangRelatie: relatie.Aanvang,
      EindeRelatie: relatie.Einde,
      AGBCode: document.AGBCode,
      BezoekAdres: kortAdres(document, '1', dag),
      Naam: document.Naam,
    })),
  })
}

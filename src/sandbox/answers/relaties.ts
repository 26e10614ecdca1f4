// The relations of one party as it sees them: the other end, with that end's role.

import { codeVanPartijtype } from '../../domain/partijtype.ts'
import { zorgpartijtypes } from '../register/codelijsten.ts'
import { type Partij, type Relatie, weergavenaam } from '../register/partij.ts'
import { isGeldig } from '../register/periode.ts'
import type { Register } from '../register/register.ts'
import { type Answer, ok, refusals } from './answer.ts'

export const zorgpartijtypeOf = (partij: Partij) => zorgpartijtypes.find(codeVanPartijtype(partij.type))

/** The end of a relation that is not `agbcode`. */
export const otherEnd = ({ einden: [een, ander] }: Relatie, agbcode: string) => (een.AGBCode === agbcode ? ander : een)

/** Active on `dag`, or all of them, ended and future ones too, when no day is given. 404 when there are none. */
export function relatiesOf(register: Register, partij: Partij, dag?: string): Answer {
  if (!isGeldig(partij.document, dag ?? register.vandaag())) return refusals.nietActief
  const { AGBCode } = partij.document
  const rows = register
    .relatiesOf(AGBCode)
    .filter((relatie) => dag === undefined || isGeldig(relatie, dag))
    .flatMap((relatie) => {
      const eind = otherEnd(relatie, AGBCode)
      const ander = register.find(eind.AGBCode)
      if (!ander) return []
      const { Aanvang, Einde, Type, Zorgaanbod } = relatie
      const wie = { AGBCode: eind.AGBCode, Naam: weergavenaam(ander), Rol: eind.Rol }
      return [{ Aanvang, Einde, ...wie, Type, Zorgaanbod, ZorgpartijType: zorgpartijtypeOf(ander) }]
    })
  if (rows.length === 0) return refusals.geenRelaties
  return ok({ AGBCode, Naam: weergavenaam(partij), Relaties: rows, ZorgpartijType: zorgpartijtypeOf(partij) })
}

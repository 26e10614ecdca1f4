// The list of active parties, a page at a time; the only place where Vektis writes moments with an offset.

import { inAmsterdam } from '../../domain/datum.ts'
import { parameters } from '../../domain/parameters.ts'
import type { Register } from '../register/register.ts'
import { type Answer, ok, refusals } from './answer.ts'
import { zorgpartijtypeOf } from './relaties.ts'

const HOUR = 3_600_000

/** A wall-clock moment of Amsterdam with its offset: an hour in winter, two in summer. */
export function withOffset(wall: string): string {
  const winter = Date.parse(`${wall.slice(0, 19)}Z`) - HOUR
  const zomer = inAmsterdam(winter).uur !== Number(wall.slice(11, 13))
  return `${wall}${zomer ? '+02:00' : '+01:00'}`
}

/** Active here is: no Einde, or one in the future; so a party still to begin is listed too. */
export function lijstOf(
  register: Register,
  vraag: { query: URLSearchParams; zorgsoort?: string | undefined; maxPageSize: number },
): Answer {
  const lees = (naam: 'paginanummer' | 'aantal') => parameters[naam].lees(vraag.query.get(naam) ?? '')?.sleutel
  const [paginanummer, aantal] = [lees('paginanummer'), lees('aantal')]
  if (!paginanummer || !aantal) return refusals.pagina
  const pagina = Number(paginanummer)
  const grootte = Math.min(Number(aantal), vraag.maxPageSize)
  const vandaag = register.vandaag()
  const actief = register
    .all()
    .filter(
      ({ document }) =>
        (document.Einde === null || vandaag < document.Einde.slice(0, 10)) &&
        (!vraag.zorgsoort || document.Zorgsoort.Code === vraag.zorgsoort),
    )
  return ok({
    Paginanummer: pagina,
    Paginagrootte: grootte,
    Totaalpaginas: Math.ceil(actief.length / grootte),
    Totaalrecords: actief.length,
    Data: actief.slice((pagina - 1) * grootte, pagina * grootte).map((partij) => ({
      AGBCode: partij.document.AGBCode,
      Aanvang: withOffset(
        partij.tijd ? `${partij.document.Aanvang.slice(0, 11)}${partij.tijd}` : partij.document.Aanvang,
      ),
      Einde: partij.document.Einde && withOffset(partij.document.Einde),
      Zorgsoort: partij.document.Zorgsoort,
      Type: zorgpartijtypeOf(partij),
    })),
    Succeeded: true,
    Errors: null,
    Message: null,
  })
}

// Answers each question of the catalogue from the register: checks what was filled in, then looks it up.

import type { Antwoordsoort } from '../../domain/antwoorden.ts'
import type { Bevraging } from '../../domain/catalogus.ts'
import { parameters } from '../../domain/parameters.ts'
import { codelijsten } from '../register/codelijsten.ts'
import { plusDagen } from '../register/periode.ts'
import type { Register } from '../register/register.ts'
import { type Answer, ok, refusals, type Vraag } from './answer.ts'
import { detailOf } from './detail.ts'
import { lijstOf } from './lijst.ts'
import { organisatieOf } from './organisatie.ts'
import { createReadDay } from './read-day.ts'
import { relatiesOf } from './relaties.ts'

/** Days back that `{vanaf}` may lie. */
const TERUG = 31

interface Parts {
  register: Register
  /** The one format in which days in paths are taken. */
  dateFormat: string
  /** The largest page of the list; who asks for more gets this. */
  maxPageSize: number
}

/** Returns `answer`: a question and what was filled in → 200, 400 or 404. */
export function createAnswers({ register, dateFormat, maxPageSize }: Parts) {
  const readDay = createReadDay(dateFormat)

  function partij(
    { antwoord, partijtype, pad }: Bevraging,
    { parameters: { agbcode = '', peildatum } }: Vraag,
  ): Answer {
    if (!parameters.agbcode.lees(agbcode)) return refusals.agbcode
    const gevraagd = peildatum === undefined ? register.vandaag() : readDay(peildatum)?.slice(0, 10)
    if (gevraagd === undefined) return refusals.peildatum
    const gevonden = register.find(agbcode)
    if (!gevonden) return refusals.onbekendeCode
    if (antwoord === 'OndernemingOrganisatie') return organisatieOf(register, gevonden, gevraagd)
    if (gevonden.type !== partijtype) return refusals.onbekendeCode
    if (antwoord !== 'ZorgpartijRelaties') return ok(detailOf(gevonden, gevraagd, register.vandaag()))
    return relatiesOf(register, gevonden, pad.endsWith('/totaal') ? undefined : gevraagd)
  }

  function mutaties({ partijtype }: Bevraging, { parameters: { vanaf = '', zorgsoort } }: Vraag): Answer {
    if (zorgsoort !== undefined && !parameters.zorgsoort.lees(zorgsoort)) return refusals.zorgsoort
    const sinds = readDay(vanaf)
    const vandaag = register.vandaag()
    if (!sinds || sinds.slice(0, 10) > vandaag || sinds.slice(0, 10) < plusDagen(vandaag, -TERUG)) {
      return zorgsoort === undefined ? refusals.peildatum : refusals.zorgsoort
    }
    return ok({ Zorgpartijen: register.feed.since(sinds, partijtype, zorgsoort) })
  }

  function lijst({ parameters: { zorgsoort }, query }: Vraag): Answer {
    if (zorgsoort !== undefined && !parameters.zorgsoort.lees(zorgsoort)) return refusals.zorgsoort
    return lijstOf(register, { query, zorgsoort, maxPageSize })
  }

  /** The square as 32-bit arithmetic gives it: it wraps around. */
  function test({ parameters: { number = '' } }: Vraag): Answer {
    const getal = Number(parameters.number.lees(number)?.sleutel)
    return Number.isNaN(getal) ? refusals.getal : ok({ Number: getal, MultipliedBySelf: Math.imul(getal, getal) })
  }

  const perAntwoord: Record<Antwoordsoort, (bevraging: Bevraging, vraag: Vraag) => Answer> = {
    Zorgverlener: partij,
    Onderneming: partij,
    Vestiging: partij,
    ZorgpartijRelaties: partij,
    OndernemingOrganisatie: partij,
    ZorgpartijMutaties: mutaties,
    ActieveZorgpartijen: (_, vraag) => lijst(vraag),
    Referentiegegevens: ({ pad }) => ok(codelijsten[pad.slice('/v2/'.length)]),
    TestModel: (_, vraag) => test(vraag),
  }
  return (bevraging: Bevraging, vraag: Vraag): Answer => perAntwoord[bevraging.antwoord](bevraging, vraag)
}

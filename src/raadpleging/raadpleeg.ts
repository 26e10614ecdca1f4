// THE MAIN PATH: caller and doel → read → filter → audit → answer. Every answer with register data goes through here.

import { detailVan, nodig } from '../doelbinding/bewaren.ts'
import { binnenRijfilter } from '../doelbinding/filter-velden.ts'
import type { Doel, Policy } from '../doelbinding/policy.ts'
import { doelFouten, eisOpen, resolveDoel } from '../doelbinding/resolve-doel.ts'
import type { Bevraging } from '../domain/catalogus.ts'
import { Gestopt } from '../enumeratie/gestopt.ts'
import type { Toezicht } from '../enumeratie/toezicht.ts'
import { Problem } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { type Bekend, volgensEenPolicy } from './een-policy.ts'
import { eisGoed } from './eis-goed.ts'
import type { Belang, Lezing } from './read.ts'
import { headersVan, matches, type Ready } from './render.ts'
import type { Kladregel, Verantwoord } from './verantwoord.ts'
import type { Antwoord, Verzoek } from './verzoek.ts'
import { type Invoer, readVraag, TEST, type Vraag, vraagMet } from './vraag.ts'

export interface RaadpleegParts {
  policy: () => Policy
  read: (vraag: Vraag, scope: readonly string[], belang: Belang) => Promise<Lezing | Problem>
  /** Reads the connectivity test, which has a cache of its own kind. */
  readTest: (vraag: Vraag, belang: Belang) => Promise<Lezing | Problem>
  /** The moment as of which this answer is proven to be what Vektis had, in ms since the epoch. */
  actueelOp: (vraag: Vraag, entry: Lezing['entry']) => number
  render: (vraag: Vraag, entry: Lezing['entry'], doel: Doel | undefined, policyHash: string) => Ready
  /** Keeps an eye on callers who walk through numbers. */
  volg: Toezicht['volg']
  verantwoord: Verantwoord
  pseudonym: (agbcode: string) => string
  clock: Clock
  datumformaat: string
}

/** A party outside the row filter answers as one that is not there: the same words, the same headers. */
const nietGevonden = () => new Problem('niet-gevonden', 'Vektis kent deze AGB-code niet, of heeft er dit niet van.')

/** A walk is refused with the same words whatever gave it away: how to stay just under a measure is not told. */
const gestopt = ({ verwerkingsverantwoordelijke: { fg } }: Policy, cause: Gestopt) =>
  new Problem(
    'enumeratie',
    `Deze afnemer liep nummers na, en dat staat Vektis niet toe. Het eindigt vanzelf om ${new Date(cause.tot).toISOString()}; eerder kan alleen door de beheerder van de gateway. Klopt het niet, vraag dan de FG: ${fg}.`,
    { cause },
  )

/** Does this 404 say that the code itself is not known? That of relaties also says that there are none. */
const isOnbekendeCode = (fault: unknown, bevraging: Bevraging): boolean =>
  fault instanceof Problem && fault.code === 'niet-gevonden' && detailVan(bevraging)?.antwoord === bevraging.antwoord

export function createRaadpleeg(parts: RaadpleegParts) {
  const { policy, read, readTest, actueelOp, render, volg, verantwoord, pseudonym, clock, datumformaat } = parts

  /** A row filter looks at the detail of the party asked for; only a detail itself can be judged after it was read. */
  async function eisDetailBinnen(vraag: Vraag, doel: Doel, belang: Belang, regel: Kladregel): Promise<void> {
    const detail = detailVan(vraag.bevraging)
    if (!detail || vraag.agbcode === undefined || detail.antwoord === vraag.bevraging.antwoord) return
    const lezing = await read(vraagMet(detail, { agbcode: vraag.agbcode }), nodig(doel, detail), belang)
    if (lezing instanceof Problem) throw lezing
    eisBinnen(lezing.entry.document, doel, regel)
  }

  function eisBinnen(document: unknown, doel: Doel, regel: Kladregel): void {
    if (document === undefined) throw nietGevonden()
    if (binnenRijfilter(doel, document)) return
    regel.besluit = 'geweigerd'
    regel.reden = 'buiten-rijfilter'
    throw nietGevonden()
  }

  const lees = (vraag: Vraag, doel: Doel | undefined, belang: Belang): Promise<Lezing | Problem> =>
    vraag.bevraging.id === TEST ? readTest(vraag, belang) : read(vraag, nodig(doel, vraag.bevraging), belang)

  function eisGegeven(
    { bevraging }: Vraag,
    { document }: Lezing['entry'],
    doel: Doel | undefined,
    regel: Kladregel,
  ): void {
    if (document === undefined) throw nietGevonden()
    if (doel && detailVan(bevraging)?.antwoord === bevraging.antwoord) eisBinnen(document, doel, regel)
  }

  async function answer(vraag: Vraag, verzoek: Verzoek, wie: Bekend, regel: Kladregel): Promise<Antwoord | Problem> {
    const { bevraging } = vraag
    const { policy: inForce, afnemer } = wie
    const metDoel = bevraging.bewerkingen.length > 0
    const doel = metDoel ? resolveDoel(inForce, afnemer, verzoek.doel, clock.now()) : undefined
    regel.doel = doel?.naamVersie ?? null
    regel.grondslag = doel?.grondslag ?? null
    if (doel) eisOpen(inForce, doel, bevraging, vraag.zorgsoort)

    const deadline = verzoek.begin + verzoek.wachttijd
    const waarneming = doel && (await volg(afnemer.id, vraag.agbcode, deadline))
    const { id: caller, gewicht: weight } = afnemer
    const { opgehangen } = verzoek
    const belang: Belang = { caller, weight, deadline, onMiss: waarneming?.misser, opgehangen }
    let lezing: Lezing | Problem
    try {
      if (doel?.rijfilter) await eisDetailBinnen(vraag, doel, belang, regel)
      lezing = await lees(vraag, doel, belang)
      if (lezing instanceof Problem) return lezing
      regel.herkomst = lezing.herkomst
      eisGegeven(vraag, lezing.entry, doel, regel)
    } catch (fault) {
      if (isOnbekendeCode(fault, bevraging)) await waarneming?.antwoord(false)
      throw fault
    }
    const noted = waarneming?.antwoord(true)
    if (noted) await noted

    const ready = render(vraag, lezing.entry, doel, inForce.hash)
    regel.betrokkenen = ready.betrokkenen
    regel.uitgeleverd = ready.uitgeleverd
    regel.weggelaten = ready.weggelaten
    const actueel = actueelOp(vraag, lezing.entry)
    const headers = headersVan(ready, lezing, doel, { actueel, now: clock.now() })
    return matches(verzoek.ifNoneMatch, ready.etag)
      ? { status: 304, headers, body: undefined }
      : { status: 200, headers, body: ready.body }
  }

  return function raadpleeg(bevraging: Bevraging, invoer: Invoer, verzoek: Verzoek): Promise<Antwoord | Problem> {
    return verantwoord(verzoek, bevraging.handeling, (bekend, klad) =>
      volgensEenPolicy({ policy, verzoek, afnemer: bekend, regel: klad }, (wie, regel) => {
        const { vraag, fouten } = readVraag(bevraging, invoer, datumformaat)
        if (vraag.agbcode !== undefined) regel.betrokkenen = [pseudonym(vraag.agbcode)]
        const alle = [...fouten, ...verzoek.fouten]
        if (bevraging.bewerkingen.length > 0) alle.push(...doelFouten(wie.afnemer, verzoek.doel))
        eisGoed(alle)
        return answer(vraag, verzoek, wie, regel).catch((fault: unknown) => {
          if (!(fault instanceof Gestopt)) throw fault
          regel.reden = 'enumeratie'
          throw gestopt(wie.policy, fault)
        })
      }),
    )
  }
}

export type Raadpleeg = ReturnType<typeof createRaadpleeg>

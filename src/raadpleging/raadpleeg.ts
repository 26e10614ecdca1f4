// THE MAIN PATH: caller and doel → read → filter → audit → answer. Every answer with register data goes through here.

import { detailVan, nodig } from '../doelbinding/bewaren.ts'
import { binnenRijfilter } from '../doelbinding/filter-velden.ts'
import type { Afnemer, Doel, Policy } from '../doelbinding/policy.ts'
import { doelFouten, eisOpen, resolveDoel } from '../doelbinding/resolve-doel.ts'
import type { Bevraging } from '../domain/catalogus.ts'
import { Problem } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import type { Belang, Lezing } from './read.ts'
import { headersVan, matches, type Ready } from './render.ts'
import type { Kladregel, Verantwoord } from './verantwoord.ts'
import type { Antwoord, Verzoek } from './verzoek.ts'
import { type Invoer, readVraag, type Vraag, vraagMet } from './vraag.ts'

export interface RaadpleegParts {
  policy: () => Policy
  read: (vraag: Vraag, scope: readonly string[], belang: Belang) => Promise<Lezing>
  /** Reads the connectivity test, which has a cache of its own kind. */
  readTest: (vraag: Vraag, belang: Belang) => Promise<Lezing>
  render: (vraag: Vraag, entry: Lezing['entry'], doel: Doel | undefined, policyHash: string) => Ready
  verantwoord: Verantwoord
  pseudonym: (agbcode: string) => string
  clock: Clock
  datumformaat: string
}

/** A party outside the row filter answers as one that is not there: the same words, the same headers. */
const nietGevonden = () => new Problem('niet-gevonden', 'Vektis kent deze AGB-code niet, of heeft er dit niet van.')

export function createRaadpleeg(parts: RaadpleegParts) {
  const { policy, read, readTest, render, verantwoord, pseudonym, clock, datumformaat } = parts

  /** A row filter looks at the detail of the party asked for; only a detail itself can be judged after it was read. */
  async function eisDetailBinnen(
    vraag: Vraag,
    doel: Doel | undefined,
    belang: Belang,
    regel: Kladregel,
  ): Promise<void> {
    const detail = detailVan(vraag.bevraging)
    if (!doel?.rijfilter || !detail || vraag.agbcode === undefined || detail.antwoord === vraag.bevraging.antwoord)
      return
    const { entry } = await read(vraagMet(detail, { agbcode: vraag.agbcode }), nodig(doel, detail), belang)
    eisBinnen(entry.document, doel, regel)
  }

  function eisBinnen(document: unknown, doel: Doel, regel: Kladregel): void {
    if (document === undefined) throw nietGevonden()
    if (binnenRijfilter(doel, document)) return
    regel.besluit = 'geweigerd'
    regel.reden = 'buiten-rijfilter'
    throw nietGevonden()
  }

  async function answer(vraag: Vraag, verzoek: Verzoek, afnemer: Afnemer, regel: Kladregel): Promise<Antwoord> {
    const { bevraging } = vraag
    const inForce = policy()
    const metDoel = bevraging.bewerkingen.length > 0
    const doel = metDoel ? resolveDoel(inForce, afnemer, verzoek.doel, clock.now()) : undefined
    regel.doel = doel?.naamVersie ?? null
    regel.grondslag = doel?.grondslag ?? null
    if (doel) eisOpen(inForce, doel, bevraging, vraag.zorgsoort)

    const belang: Belang = { caller: afnemer.id, weight: afnemer.gewicht, deadline: verzoek.begin + verzoek.wachttijd }
    await eisDetailBinnen(vraag, doel, belang, regel)
    const lezing = await (bevraging.id === 'test'
      ? readTest(vraag, belang)
      : read(vraag, nodig(doel, bevraging), belang))
    regel.herkomst = lezing.herkomst
    if (lezing.entry.document === undefined) throw nietGevonden()
    if (doel && detailVan(bevraging)?.antwoord === bevraging.antwoord) eisBinnen(lezing.entry.document, doel, regel)

    const ready = render(vraag, lezing.entry, doel, inForce.hash)
    regel.betrokkenen = ready.betrokkenen
    regel.uitgeleverd = ready.uitgeleverd
    regel.weggelaten = ready.weggelaten
    const headers = headersVan(ready, lezing, doel, clock.now())
    return matches(verzoek.ifNoneMatch, ready.etag)
      ? { status: 304, headers, body: undefined }
      : { status: 200, headers, body: ready.body }
  }

  return function raadpleeg(bevraging: Bevraging, invoer: Invoer, verzoek: Verzoek): Promise<Antwoord> {
    return verantwoord(verzoek, bevraging.handeling, (afnemer, regel) => {
      const { vraag, fouten } = readVraag(bevraging, invoer, datumformaat)
      if (vraag.agbcode !== undefined) regel.betrokkenen = [pseudonym(vraag.agbcode)]
      const alle = [...fouten, ...verzoek.fouten]
      if (bevraging.bewerkingen.length > 0) alle.push(...doelFouten(afnemer, verzoek.doel))
      if (alle.length > 0)
        throw new Problem('ongeldige-vraag', 'Herstel alle genoemde fouten; er is niets aan Vektis gevraagd.', {
          fouten: alle,
        })
      return answer(vraag, verzoek, afnemer, regel)
    })
  }
}

export type Raadpleeg = ReturnType<typeof createRaadpleeg>

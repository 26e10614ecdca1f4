// The register of processing activities (AVG article 30, first paragraph) as far as the policy knows it.

import type { Bewerking } from '../domain/catalogus.ts'
import { altijd, type Categorie, categorieen, type CategorieUitleg } from '../domain/categorie.ts'
import type { Partijtype } from '../domain/partijtype.ts'
import { grondslagen } from './grondslag.ts'
import type { Afnemer, Doel, Goedkeuring, Policy } from './policy.ts'
import { bewaartermijnen, maatregelen } from './register-vast.ts'

export interface Gegeven extends CategorieUitleg {
  categorie: Categorie
  /** Why the doel needs it; null for what comes with every doel. */
  reden: string | null
}

export interface Verwerking {
  /** `doel@versie`, as the audit names it. */
  id: string
  naam: string
  grondslag: { code: string; omschrijving: string }
  onderbouwing: string
  betrokkenen: string[]
  gegevens: Gegeven[]
  ontvangers: Array<{ id: string; naam: string; contact: string }>
  partijtypen: Partijtype[]
  bewerkingen: Bewerking[]
  /** Zorgsoorten to which the doel is narrowed, or null. */
  rijfilter: { zorgsoort: string[] } | null
  geldigTot: string | null
  verlopen: boolean
  goedgekeurd: Goedkeuring | null
}

export interface Register {
  /** RFC 3339, UTC. */
  opgemaaktOp: string
  /** SHA-256 of the policy file, as the audit names it. */
  policy: string
  verwerkingsverantwoordelijke: string
  functionarisGegevensbescherming: string
  bron: string
  verwerkingen: Verwerking[]
  bewaartermijnen: readonly string[]
  maatregelen: readonly string[]
  doorgifteBuitenEer: string
}

const personen: Record<Partijtype, string> = {
  zorgverlener: 'zorgverleners met een AGB-code',
  onderneming: 'houders van ondernemingen, voor zover natuurlijke personen (zoals eenmanszaken en maatschappen)',
  vestiging: 'houders van vestigingen, voor zover natuurlijke personen (zoals een praktijk aan huis)',
}

/** Whose data a doel can give. The organisation of an onderneming names its vestigingen, granted or not. */
function betrokkenenVan({ partijtypen, bewerkingen }: Doel): string[] {
  const geraakt = new Set(partijtypen)
  if (bewerkingen.has('organisatie') && partijtypen.has('onderneming')) geraakt.add('vestiging')
  return [...geraakt].map((type) => personen[type])
}

/** What may be personal is so for certain where the doel is about zorgverleners alone. */
function gegeven({ partijtypen }: Doel, categorie: Categorie, reden: string | null): Gegeven {
  const uitleg = categorieen[categorie]
  const persoon = uitleg.persoonsgegeven === 'contextueel' && [...partijtypen].every((type) => type === 'zorgverlener')
  return { categorie, reden, ...uitleg, ...(persoon && { persoonsgegeven: 'ja' }) }
}

const ontvanger = ({ id, naam, contact }: Afnemer) => ({ id, naam, contact })

function verwerkingVan(doel: Doel, afnemers: readonly Afnemer[], now: number): Verwerking {
  return {
    id: doel.naamVersie,
    naam: doel.naam,
    grondslag: { code: doel.grondslag, omschrijving: grondslagen[doel.grondslag] },
    onderbouwing: doel.onderbouwing,
    betrokkenen: betrokkenenVan(doel),
    gegevens: [
      ...[...doel.categorieen].map(([categorie, reden]) => gegeven(doel, categorie, reden)),
      ...altijd.map((categorie) => gegeven(doel, categorie, null)),
    ],
    ontvangers: afnemers.filter(({ doelen }) => doelen.includes(doel)).map(ontvanger),
    partijtypen: [...doel.partijtypen],
    bewerkingen: [...doel.bewerkingen],
    rijfilter: doel.rijfilter ? { zorgsoort: [...doel.rijfilter.zorgsoort] } : null,
    geldigTot: doel.geldigTot ?? null,
    verlopen: doel.verlooptOp !== undefined && doel.verlooptOp <= now,
    goedgekeurd: doel.goedgekeurd ?? null,
  }
}

/**
 * One entry per doel, in the order of the policy.
 * @param now ms since the epoch: the moment for which the register is drawn up.
 */
export function createRegister(
  { hash, verwerkingsverantwoordelijke, doelen, afnemers }: Policy,
  now: number,
): Register {
  const { naam, fg } = verwerkingsverantwoordelijke
  return {
    opgemaaktOp: new Date(now).toISOString(),
    policy: hash,
    verwerkingsverantwoordelijke: naam,
    functionarisGegevensbescherming: fg,
    bron: 'AGB-register van Vektis, via de AGB Raadpleegdienst; de gegevens komen niet van de betrokkene zelf',
    verwerkingen: [...doelen.values()].map((doel) => verwerkingVan(doel, [...afnemers.values()], now)),
    bewaartermijnen,
    maatregelen,
    doorgifteBuitenEer: 'geen',
  }
}

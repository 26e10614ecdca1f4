// Granted against used, per doel: what was given to a doel and never delivered is more than it needs (AVG art. 5(1)(c)).

import { type Static, Type } from 'typebox'
import type { Auditregel } from '../audit/regel.ts'
import type { Doel, Policy } from '../doelbinding/policy.ts'
import { altijd } from '../domain/categorie.ts'
import { aantal, lijst, overzichtSchema, tekst, tekstOfNull } from './overzicht.ts'
import { opSleutel } from './volgorde.ts'

const DoelgebruikSchema = Type.Object({
  doel: tekst('Doel en versie'),
  naam: tekstOfNull('Naam in de policy; null: deze versie staat er niet (meer) in'),
  vragen: aantal('Vragen voor dit doel, geweigerde inbegrepen'),
  geleverd: aantal('Antwoorden waarmee gegevens zijn verstrekt'),
  geweigerd: aantal('Geweigerde vragen'),
  laatsteVraag: tekstOfNull('Moment van de laatste vraag; null: geen'),
  categorieen: Type.Array(
    Type.Object({
      categorie: tekst('Naam van de categorie'),
      toegekend: Type.Boolean({ description: 'Geeft de policy haar nu aan dit doel?' }),
      geleverd: aantal('Antwoorden waarin zij is verstrekt'),
    }),
  ),
  afnemers: Type.Array(
    Type.Object({
      afnemer: tekst('Naam van de afnemer'),
      toegekend: Type.Boolean({ description: 'Heeft de afnemer dit doel nu volgens de policy?' }),
      vragen: aantal('Vragen van deze afnemer voor dit doel'),
    }),
  ),
  handelingen: Type.Array(Type.Object({ handeling: tekst('Wat is gevraagd'), vragen: aantal('Hoe vaak') })),
  nooitGeleverd: lijst('Categorieën die zijn toegekend en in deze periode nooit verstrekt'),
})

const eigen = {
  doelen: Type.Array(DoelgebruikSchema, { description: 'Eerst die van de policy, dan oudere versies' }),
  nooitGebruikt: lijst('Doelen van de policy waarvoor in deze periode niets is gevraagd'),
}

export const GebruikSchema = overzichtSchema(eigen, {
  $id: 'Gebruik',
  description: 'Wat is toegekend tegenover wat is gebruikt: voor het oordeel over proportionaliteit en subsidiariteit',
})

export type Doelgebruik = Static<typeof DoelgebruikSchema>
export interface Gebruik {
  doelen: Doelgebruik[]
  nooitGebruikt: string[]
}

interface Tellingen {
  vragen: number
  geleverd: number
  geweigerd: number
  laatsteVraag: string | null
  categorieen: Map<string, number>
  afnemers: Map<string, number>
  handelingen: Map<string, number>
}

const leeg = (): Tellingen => ({
  vragen: 0,
  geleverd: 0,
  geweigerd: 0,
  laatsteVraag: null,
  categorieen: new Map(),
  afnemers: new Map(),
  handelingen: new Map(),
})

const tel = (tellingen: Map<string, number>, naam: string): void =>
  void tellingen.set(naam, (tellingen.get(naam) ?? 0) + 1)

/** Held against the policy as it is now; memory is bounded by doelen, callers and acts. */
export async function gebruik(regels: AsyncIterable<Auditregel>, policy: Policy): Promise<Gebruik> {
  const perDoel = new Map<string, Tellingen>()
  for await (const regel of regels) {
    if (regel.doel === null) continue
    const tellingen = perDoel.get(regel.doel) ?? leeg()
    perDoel.set(regel.doel, tellingen)
    add(tellingen, regel)
  }
  const eigenDoelen = new Map([...policy.doelen.values()].map((doel) => [doel.naamVersie, doel]))
  const namen = new Set([...eigenDoelen.keys(), ...[...perDoel.keys()].sort()])
  const doelen = [...namen].map((naam) =>
    hold(naam, perDoel.get(naam) ?? leeg(), eigenDoelen.get(naam), holdersOf(policy, naam)),
  )
  return {
    doelen,
    nooitGebruikt: doelen.filter(({ vragen }) => vragen === 0).map(({ doel }) => doel),
  }
}

function add(tellingen: Tellingen, { besluit, uitgeleverd, afnemer, handeling, tijdstip }: Auditregel): void {
  tellingen.vragen += 1
  if (besluit === 'geweigerd') tellingen.geweigerd += 1
  if (uitgeleverd.length > 0) tellingen.geleverd += 1
  // RFC 3339 in UTC and of one width: the order as text is that of time.
  if (tellingen.laatsteVraag === null || tijdstip > tellingen.laatsteVraag) tellingen.laatsteVraag = tijdstip
  for (const categorie of uitgeleverd) tel(tellingen.categorieen, categorie)
  if (afnemer !== null) tel(tellingen.afnemers, afnemer)
  tel(tellingen.handelingen, handeling)
}

const holdersOf = ({ afnemers }: Policy, naamVersie: string): string[] =>
  [...afnemers.values()]
    .filter(({ doelen }) => doelen.some((doel) => doel.naamVersie === naamVersie))
    .map(({ id }) => id)

/** What the policy grants and what the audit saw, side by side; what comes with every doel is nobody's grant. */
function hold(naamVersie: string, seen: Tellingen, doel: Doel | undefined, holders: readonly string[]): Doelgebruik {
  const granted = new Set<string>(doel?.categorieen.keys())
  const given = [...seen.categorieen.keys()].filter((naam) => !altijd.some((categorie) => categorie === naam))
  return {
    doel: naamVersie,
    naam: doel?.naam ?? null,
    vragen: seen.vragen,
    geleverd: seen.geleverd,
    geweigerd: seen.geweigerd,
    laatsteVraag: seen.laatsteVraag,
    categorieen: [...new Set([...granted, ...given.sort()])].map((categorie) => ({
      categorie,
      toegekend: granted.has(categorie),
      geleverd: seen.categorieen.get(categorie) ?? 0,
    })),
    afnemers: [...new Set([...holders, ...[...seen.afnemers.keys()].sort()])].map((afnemer) => ({
      afnemer,
      toegekend: holders.includes(afnemer),
      vragen: seen.afnemers.get(afnemer) ?? 0,
    })),
    handelingen: [...seen.handelingen].sort(opSleutel).map(([handeling, vragen]) => ({ handeling, vragen })),
    nooitGeleverd: [...granted].filter((categorie) => !seen.categorieen.has(categorie)),
  }
}

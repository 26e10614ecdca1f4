// For a breach (AVG art. 33 and 34): whose data, of which categories, went to which callers between two moments.

import { type Static, Type } from 'typebox'
import type { Auditregel } from '../audit/regel.ts'
import { categorieen, isCategorie } from '../domain/categorie.ts'
import { aantal, lijst, moment, overzichtSchema, tekst } from './overzicht.ts'
import { createGrens } from './te-veel.ts'
import { opSleutel } from './volgorde.ts'

const VerstrekkingSchema = Type.Object({
  betrokkene: tekst('Pseudoniem van de AGB-code'),
  afnemer: tekst('De applicatie die de gegevens kreeg'),
  categorieen: lijst('Categorieën persoonsgegevens, hoogstens: in een antwoord over meer partijen gelden ze voor alle'),
  antwoorden: aantal('In hoeveel antwoorden'),
  eerste: moment('Het eerste antwoord'),
  laatste: moment('Het laatste antwoord'),
})

const per = (naam: string, uitleg: string) =>
  Type.Array(Type.Object({ [naam]: tekst(uitleg), betrokkenen: aantal('Verschillende betrokkenen') }))

const eigen = {
  antwoorden: aantal('Antwoorden met persoonsgegevens'),
  betrokkenen: aantal('Verschillende betrokkenen'),
  perCategorie: per('categorie', 'Naam van de categorie'),
  perAfnemer: per('afnemer', 'De applicatie'),
  verstrekkingen: Type.Array(VerstrekkingSchema, { description: 'Een regel per betrokkene en afnemer' }),
}

export const DatalekSchema = overzichtSchema(eigen, {
  $id: 'Datalek',
  description: 'Wat er tussen twee momenten aan wie is verstrekt, voor een melding van een inbreuk',
})

export type Verstrekking = Static<typeof VerstrekkingSchema>
export interface Datalek {
  antwoorden: number
  betrokkenen: number
  perCategorie: Array<{ categorie: string; betrokkenen: number }>
  perAfnemer: Array<{ afnemer: string; betrokkenen: number }>
  verstrekkingen: Verstrekking[]
}

export interface DatalekVraag {
  /** Only what this caller was given, as when its key was stolen. */
  afnemer?: string | undefined
  /** Most (party, caller) remembered. */
  hoogstens: number
}

/** A category that is not known any more counts as personal. */
const isPersoonlijk = (naam: string): boolean => !isCategorie(naam) || categorieen[naam].persoonsgegeven !== 'nee'

/** @throws TeVeel */
export async function datalek(
  regels: AsyncIterable<Auditregel>,
  { afnemer: alleen, hoogstens }: DatalekVraag,
): Promise<Datalek> {
  const grens = createGrens(hoogstens)
  const rijen = new Map<string, Verstrekking & { gegeven: Set<string> }>()
  let antwoorden = 0
  for await (const { afnemer, uitgeleverd, betrokkenen, tijdstip } of regels) {
    if (afnemer === null || (alleen !== undefined && afnemer !== alleen)) continue
    const gegeven = uitgeleverd.filter(isPersoonlijk)
    if (gegeven.length === 0) continue
    antwoorden += 1
    for (const betrokkene of new Set(betrokkenen)) {
      const sleutel = `${betrokkene} ${afnemer}`
      let rij = rijen.get(sleutel)
      if (!rij) {
        grens()
        const nieuw = { betrokkene, afnemer, categorieen: [], antwoorden: 0, eerste: tijdstip, laatste: tijdstip }
        rij = { ...nieuw, gegeven: new Set() }
        rijen.set(sleutel, rij)
      }
      rij.antwoorden += 1
      for (const categorie of gegeven) rij.gegeven.add(categorie)
      // RFC 3339 in UTC and of one width: the order as text is that of time.
      if (tijdstip < rij.eerste) rij.eerste = tijdstip
      if (tijdstip > rij.laatste) rij.laatste = tijdstip
    }
  }
  const verstrekkingen = [...rijen]
    .sort(opSleutel)
    .map(([, { gegeven, ...rij }]) => Object.assign(rij, { categorieen: [...gegeven].sort() }))
  return { antwoorden, ...sumUp(verstrekkingen), verstrekkingen }
}

/** How many parties there are: in all, by category, by caller. */
function sumUp(verstrekkingen: readonly Verstrekking[]) {
  const perCategorie = new Map<string, Set<string>>()
  const perAfnemer = new Map<string, Set<string>>()
  const add = (naar: Map<string, Set<string>>, naam: string, betrokkene: string): void =>
    void naar.set(naam, (naar.get(naam) ?? new Set()).add(betrokkene))
  for (const { betrokkene, afnemer, categorieen: gegeven } of verstrekkingen) {
    add(perAfnemer, afnemer, betrokkene)
    for (const categorie of gegeven) add(perCategorie, categorie, betrokkene)
  }
  return {
    betrokkenen: new Set(verstrekkingen.map(({ betrokkene }) => betrokkene)).size,
    perCategorie: [...perCategorie].sort(opSleutel).map(([categorie, wie]) => ({ categorie, betrokkenen: wie.size })),
    perAfnemer: [...perAfnemer].sort(opSleutel).map(([afnemer, wie]) => ({ afnemer, betrokkenen: wie.size })),
  }
}

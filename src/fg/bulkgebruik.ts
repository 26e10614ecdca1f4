// Heavy users: questions and distinct parties per caller, user and day; who asked for most parties first.

import { type Static, Type } from 'typebox'
import type { Auditregel } from '../audit/regel.ts'
import { inAmsterdam, schrijfDag } from '../domain/datum.ts'
import { aantal, overzichtSchema, tekst, tekstOfNull } from './overzicht.ts'
import { createGrens } from './te-veel.ts'
import { opSleutel } from './volgorde.ts'

const DaggebruikSchema = Type.Object({
  dag: Type.String({ format: 'date', description: 'Dag in Nederland' }),
  afnemer: tekst('De applicatie'),
  gebruiker: tekstOfNull('De eindgebruiker volgens de applicatie; null: niet genoemd'),
  vragen: aantal('Vragen aan het register'),
  betrokkenen: aantal('Verschillende partijen in die vragen en antwoorden'),
  nietGevonden: aantal('Vragen naar wat niet in het register staat'),
  geweigerd: aantal('Geweigerde vragen'),
})

const eigen = {
  totaal: aantal('Alle combinaties van dag, afnemer en gebruiker'),
  gebruikers: Type.Array(DaggebruikSchema, { description: 'De meeste verschillende partijen eerst' }),
}

export const BulkgebruikSchema = overzichtSchema(eigen, {
  $id: 'Bulkgebruik',
  description: 'De zwaarste gebruikers per dag',
})

export type Daggebruik = Static<typeof DaggebruikSchema>
export interface Bulkgebruik {
  totaal: number
  gebruikers: Daggebruik[]
}

export interface BulkVraag {
  /** Rows in the answer. */
  rijen: number
  /** Most (day, caller, user, party) remembered. */
  hoogstens: number
}

/** Refused and unfound questions count too: what somebody looked for tells as much as what was found. @throws TeVeel */
export async function bulkgebruik(
  regels: AsyncIterable<Auditregel>,
  { rijen, hoogstens }: BulkVraag,
): Promise<Bulkgebruik> {
  const grens = createGrens(hoogstens)
  const dagVan = createDagVan()
  const perGebruiker = new Map<string, { rij: Daggebruik; partijen: Set<string> }>()
  for await (const { afnemer, gebruiker, handeling, betrokkenen, besluit, status, tijdstip } of regels) {
    if (afnemer === null || !handeling.startsWith('raadplegen-')) continue
    const dag = dagVan(Date.parse(tijdstip))
    const sleutel = JSON.stringify([dag, afnemer, gebruiker])
    let gevonden = perGebruiker.get(sleutel)
    if (!gevonden) {
      grens()
      const rij = { dag, afnemer, gebruiker, vragen: 0, betrokkenen: 0, nietGevonden: 0, geweigerd: 0 }
      gevonden = { rij, partijen: new Set() }
      perGebruiker.set(sleutel, gevonden)
    }
    const { rij, partijen } = gevonden
    rij.vragen += 1
    if (besluit === 'geweigerd') rij.geweigerd += 1
    else if (status === 404) rij.nietGevonden += 1
    for (const partij of betrokkenen) {
      if (partijen.has(partij)) continue
      grens()
      partijen.add(partij)
    }
  }
  for (const { rij, partijen } of perGebruiker.values()) rij.betrokkenen = partijen.size
  const sorted = [...perGebruiker].sort(
    (a, b) => b[1].rij.betrokkenen - a[1].rij.betrokkenen || b[1].rij.vragen - a[1].rij.vragen || opSleutel(a, b),
  )
  return { totaal: sorted.length, gebruikers: sorted.slice(0, rijen).map(([, { rij }]) => rij) }
}

const HOUR_MS = 3_600_000

/** The day in Amsterdam, whose clock differs from UTC by whole hours: one answer serves the whole hour. */
function createDagVan(): (ms: number) => string {
  let hour = NaN
  let dag = ''
  return (ms) => {
    if (Math.floor(ms / HOUR_MS) !== hour) {
      hour = Math.floor(ms / HOUR_MS)
      dag = schrijfDag(inAmsterdam(ms), 'yyyy-MM-dd')
    }
    return dag
  }
}

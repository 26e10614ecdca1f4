// Who consulted a party (AVG art. 15): moments and purposes; for the hospital itself also callers and users.

import { type Static, Type } from 'typebox'
import type { Auditregel } from '../audit/regel.ts'
import { BEWAARD } from '../audit/wijziging.ts'
import { aantal, lijst, moment, overzichtSchema, tekst, tekstOfNull } from './overzicht.ts'
import { createGrens } from './te-veel.ts'

const RaadplegingSchema = Type.Object({
  tijdstip: moment('Wanneer'),
  doel: tekstOfNull('Doel en versie; null: er was geen doel nodig of bekend'),
  grondslag: tekstOfNull('AVG artikel 6, eerste lid'),
  handeling: tekst('Wat er is gevraagd'),
  uitgeleverd: lijst('Categorieën die zijn verstrekt; leeg: niets'),
  afnemer: Type.Optional(tekstOfNull('De applicatie; alleen bij intern')),
  gebruiker: Type.Optional(tekstOfNull('De eindgebruiker volgens de applicatie; alleen bij intern')),
})

const eigen = {
  raadplegingen: Type.Array(RaadplegingSchema, { description: 'Op volgorde van tijd' }),
  geweigerd: aantal('Vragen naar deze partij die zijn geweigerd: er is niets verstrekt'),
  vragenVanFg: aantal('Hoe vaak de verantwoording zelf over deze partij is bevraagd'),
}

export const InzageSchema = overzichtSchema(eigen, {
  $id: 'Inzage',
  description: 'Raadplegingen van een partij. Wie raadpleegde hoort niet bij het recht op inzage (HvJ EU C-579/21)',
})

export type Raadpleging = Static<typeof RaadplegingSchema>
export interface Inzage {
  raadplegingen: Raadpleging[]
  geweigerd: number
  vragenVanFg: number
}

export interface InzageVraag {
  /** Pseudonyms of the party, under every key. */
  pseudoniemen: readonly string[]
  /** With callers and users: for the hospital, not for the party (CJEU C-579/21). */
  intern: boolean
  /** Most consultations in an answer. */
  hoogstens: number
}

/** Questions of the FG are about the audit, not about the register. */
export const isVanFg = ({ handeling }: Auditregel): boolean => handeling.startsWith('fg-')

/** @throws TeVeel */
export async function inzage(
  regels: AsyncIterable<Auditregel>,
  { pseudoniemen, intern, hoogstens }: InzageVraag,
): Promise<Inzage> {
  const grens = createGrens(hoogstens)
  const uitkomst: Inzage = { raadplegingen: [], geweigerd: 0, vragenVanFg: 0 }
  for await (const regel of regels) {
    if (!pseudoniemen.some((pseudoniem) => regel.betrokkenen.includes(pseudoniem))) continue
    if (isVanFg(regel)) uitkomst.vragenVanFg += 1
    // A change to the copy that the gateway holds: nobody consulted anything.
    else if (regel.handeling.startsWith(BEWAARD)) continue
    else if (regel.besluit === 'geweigerd') uitkomst.geweigerd += 1
    else {
      grens()
      uitkomst.raadplegingen.push(select(regel, intern))
    }
  }
  uitkomst.raadplegingen.sort((a, b) => Date.parse(a.tijdstip) - Date.parse(b.tijdstip))
  return uitkomst
}

function select(regel: Auditregel, intern: boolean): Raadpleging {
  const { tijdstip, doel, grondslag, handeling, uitgeleverd, afnemer, gebruiker } = regel
  const niveau1 = { tijdstip, doel, grondslag, handeling, uitgeleverd: [...uitgeleverd] }
  return intern ? { ...niveau1, afnemer, gebruiker } : niveau1
}

// What was refused: by caller, doel and reason, the most frequent first.

import { type Static, Type } from 'typebox'
import type { Auditregel } from '../audit/regel.ts'
import { aantal, moment, overzichtSchema, tekstOfNull } from './overzicht.ts'
import { opSleutel } from './volgorde.ts'

const WeigeringSchema = Type.Object({
  afnemer: tekstOfNull('Wie vroeg'),
  doel: tekstOfNull('Doel en versie; null: er gold geen doel'),
  reden: tekstOfNull('Code van de fout'),
  aantal: aantal('Hoe vaak'),
  eerste: moment('De eerste keer'),
  laatste: moment('De laatste keer'),
})

const eigen = {
  totaal: aantal('Alle geweigerde vragen'),
  weigeringen: Type.Array(WeigeringSchema, { description: 'De meest voorkomende eerst' }),
}

export const WeigeringenSchema = overzichtSchema(eigen, {
  $id: 'Weigeringen',
  description: 'Geweigerde vragen per afnemer, doel en reden',
})

export type Weigering = Static<typeof WeigeringSchema>
export interface Weigeringen {
  totaal: number
  weigeringen: Weigering[]
}

/** Memory is bounded by callers × doelen × reasons. */
export async function weigeringen(regels: AsyncIterable<Auditregel>): Promise<Weigeringen> {
  const rijen = new Map<string, Weigering>()
  let totaal = 0
  for await (const { besluit, afnemer, doel, reden, tijdstip } of regels) {
    if (besluit !== 'geweigerd') continue
    totaal += 1
    const sleutel = JSON.stringify([afnemer, doel, reden])
    const rij = rijen.get(sleutel) ?? { afnemer, doel, reden, aantal: 0, eerste: tijdstip, laatste: tijdstip }
    rijen.set(sleutel, rij)
    rij.aantal += 1
    // RFC 3339 in UTC and of one width: the order as text is that of time.
    if (tijdstip < rij.eerste) rij.eerste = tijdstip
    if (tijdstip > rij.laatste) rij.laatste = tijdstip
  }
  const sorted = [...rijen].sort((a, b) => b[1].aantal - a[1].aantal || opSleutel(a, b))
  return { totaal, weigeringen: sorted.map(([, rij]) => rij) }
}

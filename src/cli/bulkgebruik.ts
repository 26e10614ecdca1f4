// `agb-gateway bulkgebruik FILE…`: who asked for many parties in a day.

import { type Bulkgebruik, bulkgebruik as vraagBulkgebruik } from '../fg/bulkgebruik.ts'
import { getal, plain, tabel } from '../fg/markdown.ts'
import type { Kader } from '../fg/overzicht.ts'
import { HOOGSTENS, readWoorden, verslag, vertel } from './fg-vraag.ts'
import { exit, type Io } from './io.ts'

const GEBRUIK = 'agb-gateway bulkgebruik [--rijen N] [--van V] [--tot T] [--json] BESTAND…'
const STANDAARD_RIJEN = '50'

export async function bulkgebruik(args: string[], io: Io): Promise<number> {
  const woorden = readWoorden(args, { gebruik: GEBRUIK, opties: { rijen: { type: 'string' } } }, io)
  if (typeof woorden === 'number') return woorden
  const { rijen = STANDAARD_RIJEN } = woorden.eigen
  if (typeof rijen !== 'string' || !/^[1-9]\d{0,5}$/.test(rijen)) {
    io.err('--rijen: een geheel getal vanaf 1')
    return exit.unusable
  }
  const vraag = { rijen: Number(rijen), hoogstens: HOOGSTENS }
  return vertel(woorden, (regels) => vraagBulkgebruik(regels, vraag), asMarkdown, io)
}

const asMarkdown = (antwoord: Kader & Bulkgebruik): string =>
  verslag(
    'Zwaarste gebruikers per dag',
    antwoord,
    antwoord.totaal === 0
      ? 'In deze periode is niets aan het register gevraagd.'
      : tabel(
          ['Dag', 'Afnemer', 'Gebruiker', 'Vragen', 'Verschillende partijen', 'Niet gevonden', 'Geweigerd'],
          antwoord.gebruikers.map(({ dag, afnemer, gebruiker, vragen, betrokkenen, nietGevonden, geweigerd }) => [
            dag,
            afnemer,
            plain(gebruiker ?? '-'),
            ...[vragen, betrokkenen, nietGevonden, geweigerd].map(getal),
          ]),
        ),
    `Getoond: ${getal(antwoord.gebruikers.length)} van ${getal(antwoord.totaal)} combinaties van dag, afnemer en gebruiker.`,
  )

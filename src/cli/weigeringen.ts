// `agb-gateway weigeringen FILE…`: what was refused, by caller, doel and reason.

import { getal, tabel, tijd } from '../fg/markdown.ts'
import type { Kader } from '../fg/overzicht.ts'
import { type Weigeringen, weigeringen as vraagWeigeringen } from '../fg/weigeringen.ts'
import { readWoorden, verslag, vertel } from './fg-vraag.ts'
import type { Io } from './io.ts'

const GEBRUIK = 'agb-gateway weigeringen [--van V] [--tot T] [--json] BESTAND…'

export async function weigeringen(args: string[], io: Io): Promise<number> {
  const woorden = readWoorden(args, { gebruik: GEBRUIK }, io)
  return typeof woorden === 'number' ? woorden : vertel(woorden, vraagWeigeringen, asMarkdown, io)
}

const asMarkdown = (antwoord: Kader & Weigeringen): string =>
  verslag(
    'Geweigerde vragen',
    antwoord,
    antwoord.totaal === 0
      ? 'In deze periode is niets geweigerd.'
      : tabel(
          ['Afnemer', 'Doel', 'Reden', 'Aantal', 'Eerste', 'Laatste'],
          antwoord.weigeringen.map(({ afnemer, doel, reden, aantal, eerste, laatste }) => [
            afnemer ?? '-',
            doel ?? '-',
            reden ?? '-',
            getal(aantal),
            tijd(eerste),
            tijd(laatste),
          ]),
        ),
    `Samen: ${getal(antwoord.totaal)}. Vragen zonder bekende afnemer (401) staan niet in de verantwoording.`,
  )

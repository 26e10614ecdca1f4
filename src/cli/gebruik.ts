// `agb-gateway gebruik --policy POLICY FILE…`: per doel what was granted against what was used.

import { type Doelgebruik, type Gebruik, gebruik as vraagGebruik } from '../fg/gebruik.ts'
import { getal, lijst, plain, tabel, tijd, document } from '../fg/markdown.ts'
import type { Kader } from '../fg/overzicht.ts'
import { readWoorden, verslag, vertel } from './fg-vraag.ts'
import { exit, type Io } from './io.ts'
import { openPolicy } from './open-policy.ts'

const GEBRUIK = 'agb-gateway gebruik --policy POLICY [--van V] [--tot T] [--json] BESTAND…'

/** Exit code 1 also when the policy has faults. */
export async function gebruik(args: string[], io: Io): Promise<number> {
  const woorden = readWoorden(args, { gebruik: GEBRUIK, opties: { policy: { type: 'string' } } }, io)
  if (typeof woorden === 'number') return woorden
  const { policy: path } = woorden.eigen
  if (typeof path !== 'string') {
    io.err(`Gebruik: ${GEBRUIK}`)
    return exit.unusable
  }
  const opened = await openPolicy(path, io)
  if (typeof opened === 'number') return opened
  return vertel(woorden, (regels) => vraagGebruik(regels, opened.policy), asMarkdown, io)
}

const asMarkdown = (antwoord: Kader & Gebruik): string =>
  verslag(
    'Toegekend tegenover gebruikt',
    antwoord,
    'Wat is toegekend en in deze periode nooit verstrekt, is voor het doel misschien niet nodig; een doel dat niet is ' +
      'gebruikt evenmin. Weeg of het uit de policy kan.',
    samenvatting(antwoord),
    ...antwoord.doelen.map(verslagVan),
  )

/** What the FG has to look at; doelen that are not in the policy give nothing any more. */
function samenvatting({ doelen, nooitGebruikt }: Gebruik): string {
  const used = doelen.filter(({ naam, vragen }) => naam !== null && vragen > 0)
  const alle = [...nooitGebruikt.map((doel) => `${doel} is niet gebruikt`), ...used.flatMap(opvallend)]
  return document(['## Te heroverwegen', alle.length > 0 ? lijst(alle) : 'Niets: alles wat is toegekend, is gebruikt.'])
}

function opvallend({ doel, nooitGeleverd, categorieen, afnemers }: Doelgebruik): string[] {
  const buiten = categorieen.filter(({ toegekend }) => !toegekend).map(({ categorie }) => categorie)
  const stil = afnemers.filter(({ toegekend, vragen }) => toegekend && vragen === 0).map(({ afnemer }) => afnemer)
  return [
    ...(nooitGeleverd.length > 0 ? [`${doel} gaf nooit: ${nooitGeleverd.join(', ')}`] : []),
    ...(buiten.length > 0 ? [`${doel} gaf wat nu niet is toegekend: ${buiten.join(', ')}`] : []),
    ...(stil.length > 0 ? [`${doel} is niet gebruikt door: ${stil.join(', ')}`] : []),
  ]
}

function verslagVan(een: Doelgebruik): string {
  const ja = (toegekend: boolean): string => (toegekend ? 'ja' : '**nee**')
  return document([
    `## ${een.doel}`,
    een.naam === null ? 'Deze versie staat niet (meer) in de policy.' : plain(een.naam),
    `Vragen: ${getal(een.vragen)}; met gegevens beantwoord: ${getal(een.geleverd)}; geweigerd: ${getal(een.geweigerd)}; ` +
      `laatste vraag: ${tijd(een.laatsteVraag)}.`,
    een.categorieen.length > 0
      ? tabel(
          ['Categorie', 'Toegekend', 'Antwoorden ermee'],
          een.categorieen.map(({ categorie, toegekend, geleverd }) => [categorie, ja(toegekend), getal(geleverd)]),
        )
      : undefined,
    een.afnemers.length > 0
      ? tabel(
          ['Afnemer', 'Toegekend', 'Vragen'],
          een.afnemers.map(({ afnemer, toegekend, vragen }) => [afnemer, ja(toegekend), getal(vragen)]),
        )
      : 'Geen afnemer heeft dit doel.',
    een.handelingen.length > 0
      ? tabel(
          ['Soort vraag', 'Aantal'],
          een.handelingen.map(({ handeling, vragen }) => [handeling, getal(vragen)]),
        )
      : undefined,
  ])
}

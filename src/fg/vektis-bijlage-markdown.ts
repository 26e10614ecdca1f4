// The annex for Vektis as Markdown that can go with the application as it is.

import { dag, datum, document, lijst, plain, tabel } from './markdown.ts'
import type { VektisBijlage } from './vektis-bijlage.ts'

function doel(een: VektisBijlage['doelen'][number], index: number): string {
  const kenmerken = [
    ['Grondslag', een.grondslag.omschrijving],
    ['Onderbouwing', plain(een.onderbouwing)],
    ['Betrokkenen', een.betrokkenen.join('; ')],
    ['Zorgsoorten', een.zorgsoorten?.join(', ') ?? 'alle'],
    ['Wat wordt gevraagd', een.bewerkingen.join(', ')],
    ['Geldig', een.geldigTot === null ? 'zonder einddatum' : `tot en met ${dag(een.geldigTot)}`],
    ['Kenmerk', een.doel],
  ]
  const gegevens = een.persoonsgegevens.map(({ label, definitie, noodzaak }) => [label, definitie, plain(noodzaak)])
  return document([
    `### Doel ${index + 1}: ${plain(een.naam)}`,
    tabel(['Onderdeel', 'Toelichting'], kenmerken),
    gegevens.length > 0
      ? tabel(['Categorie persoonsgegevens', 'Wat het is', 'Waarom ten minste nodig'], gegevens)
      : 'Voor dit doel worden geen persoonsgegevens gevraagd.',
  ])
}

export function vektisBijlageAsMarkdown(bijlage: VektisBijlage): string {
  const { doelen, persoonsgegevens, grondslagen } = bijlage
  if (doelen.length === 0) return 'Geen enkel geldend doel heeft een afnemer: er is niets om aan te vragen.'
  const nummers = new Map(doelen.map(({ doel }, index) => [doel, index + 1]))
  return document([
    '# Bijlage bij de aanvraag van een abonnement op de AGB Raadpleegdienst',
    tabel(
      ['Onderdeel', 'Gegeven'],
      [
        ['Aanvrager', plain(bijlage.aanvrager)],
        ['Functionaris gegevensbescherming', plain(bijlage.functionarisGegevensbescherming)],
        ['Opgemaakt op', datum(bijlage.opgemaaktOp)],
        ['Policy (SHA-256)', `\`${bijlage.policy}\``],
      ],
    ),
    '## 1. Verwerkingsgrondslag (AVG artikel 6)',
    lijst(grondslagen),
    '## 2. Doelen van de verwerking',
    ...doelen.map((een, index) => doel(een, index)),
    '## 3. Categorieën persoonsgegevens die ten minste nodig zijn',
    tabel(
      ['Categorie', 'Nodig voor doel'],
      persoonsgegevens.map((een) => [een.label, een.doelen.map((naam) => String(nummers.get(naam) ?? '')).join(', ')]),
    ),
    'Andere categorieën worden niet gevraagd. De gateway van de aanvrager geeft per doel alleen deze categorieën door, ' +
      'bewaart niet meer dan de doelen samen nodig hebben, en legt elke verstrekking vast.',
  ])
}

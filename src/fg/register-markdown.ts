// The register of processing as Markdown that an FG can put in the file.

import type { Register, Verwerking } from '../doelbinding/register.ts'
import { dag, datum, document, lijst, plain, tabel } from './markdown.ts'

const gevoeligheden = ['geen persoonsgegeven', 'laag', 'midden', 'hoog'] as const

function geldigheid({ geldigTot, verlopen }: Verwerking): string {
  if (!geldigTot) return 'zonder einddatum'
  return verlopen ? `verlopen na ${dag(geldigTot)}; geeft niets meer` : `tot en met ${dag(geldigTot)}`
}

function goedkeuring({ goedgekeurd }: Verwerking): string {
  if (!goedgekeurd) return 'niet in de policy vastgelegd'
  const { door, op, herzienVoor } = goedgekeurd
  return `door ${door.map(plain).join(' en ')} op ${dag(op)}, te herzien vóór ${dag(herzienVoor)}`
}

function verwerking(een: Verwerking): string {
  const { rijfilter, ontvangers } = een
  const kenmerken = [
    ['Kenmerk', een.id],
    ['Grondslag', een.grondslag.omschrijving],
    ['Onderbouwing', plain(een.onderbouwing)],
    ['Betrokkenen', een.betrokkenen.join('; ')],
    ['Soorten partij', een.partijtypen.join(', ')],
    ['Bewerkingen', een.bewerkingen.join(', ')],
    ['Beperking', rijfilter ? `alleen zorgsoort ${rijfilter.zorgsoort.join(', ')}` : 'geen'],
    ['Geldig', geldigheid(een)],
    ['Goedgekeurd', goedkeuring(een)],
  ]
  const gegevens = een.gegevens.map(({ label, definitie, reden, gevoeligheid, persoonsgegeven }) => [
    label,
    definitie,
    reden === null ? 'hoort bij elk doel' : plain(reden),
    persoonsgegeven === 'contextueel' ? 'ja, als de partij een natuurlijk persoon is' : persoonsgegeven,
    gevoeligheden[gevoeligheid],
  ])
  const namen = ontvangers.map(({ id, naam, contact }) => `${plain(naam)} (${id}), contact: ${plain(contact)}`)
  return document([
    `## ${plain(een.naam)}`,
    tabel(['Onderdeel', 'Vastgelegd'], kenmerken),
    '### Categorieën van gegevens',
    tabel(['Categorie', 'Wat het is', 'Waarom nodig', 'Persoonsgegeven', 'Gevoeligheid'], gegevens),
    '### Ontvangers',
    namen.length > 0 ? lijst(namen) : 'Geen: geen enkele afnemer heeft dit doel.',
  ])
}

/** The whole register; what holds for every processing stands once, at the end. */
export function registerAsMarkdown(register: Register): string {
  return document([
    '# Register van verwerkingsactiviteiten: raadplegen van het AGB-register',
    'Opgemaakt uit de geldende policy van agb-gateway, volgens artikel 30, eerste lid, van de AVG.',
    tabel(
      ['Onderdeel', 'Vastgelegd'],
      [
        ['Verwerkingsverantwoordelijke', plain(register.verwerkingsverantwoordelijke)],
        ['Functionaris gegevensbescherming', plain(register.functionarisGegevensbescherming)],
        ['Bron van de gegevens', register.bron],
        ['Doorgifte buiten de EER', register.doorgifteBuitenEer],
        ['Opgemaakt op', datum(register.opgemaaktOp)],
        ['Policy (SHA-256)', `\`${register.policy}\``],
      ],
    ),
    ...register.verwerkingen.map(verwerking),
    '## Bewaartermijnen',
    lijst(register.bewaartermijnen),
    '## Beveiligingsmaatregelen',
    lijst(register.maatregelen),
  ])
}

// The policy of the sandbox: five invented callers, each with its own view of the same register.

import { createHash } from 'node:crypto'

export interface DemoCaller {
  id: string
  /** Known to everyone: it opens nothing but a sandbox. */
  sleutel: string
  /** What it may do, in a few words. */
  says: string
  /** A question that it may ask. */
  pad: string
  doel?: string
}

const ZORGVERLENER = '/v2/zorgverleners/03000001'

export const demoCallers: readonly DemoCaller[] = [
  {
    id: 'zis-declaratie',
    sleutel: 'demo-zis-declaratie',
    says: 'claims: code, name and zorgsoort only',
    pad: ZORGVERLENER,
  },
  {
    id: 'personeel',
    sleutel: 'demo-personeel',
    says: 'staff: qualifications and registration numbers',
    pad: ZORGVERLENER,
  },
  {
    id: 'verwijsportaal',
    sleutel: 'demo-verwijsportaal',
    says: 'referrals: who works where',
    pad: `${ZORGVERLENER}/relaties`,
    doel: 'retourbericht',
  },
  {
    id: 'inkoop',
    sleutel: 'demo-inkoop',
    says: 'purchasing: ondernemingen, no persons',
    pad: '/v2/ondernemingen/06000001',
  },
  { id: 'alles', sleutel: 'demo-alles', says: 'everything there is, to compare', pad: ZORGVERLENER },
]

const hash = (id: string): string => {
  const sleutel = demoCallers.find((caller) => caller.id === id)?.sleutel ?? ''
  return `sha256:${createHash('sha256').update(sleutel).digest('hex')}`
}

/** Every category, for the caller that is there to compare with. */
const alles = [
  'identificatie',
  'geldigheid',
  'zorgsoort',
  'naam',
  'geboortenaam',
  'geboortedatum',
  'geslacht',
  'titel',
  'kwalificatie',
  'erkenning',
  'registratienummer',
  'organisatienaam',
  'adres',
  'communicatie',
  'relatie',
  'relatienaam',
  'organisatiestructuur',
  'beheerder',
]

const afnemer = (id: string, naam: string, doelen: string[], rollen: string[] = []) => ({
  naam,
  contact: 'beheer@voorbeeldziekenhuis.example',
  sleutels: [hash(id)],
  doelen,
  ...(rollen.length > 0 && { rollen }),
})

/** JSON is YAML too. */
export const demoPolicy = (): string =>
  JSON.stringify({
    versie: 1,
    verwerkingsverantwoordelijke: { naam: 'Voorbeeldziekenhuis (sandbox)', fg: 'fg@voorbeeldziekenhuis.example' },
    doelen: {
      'declaratie-msz': {
        versie: 1,
        naam: 'Declareren van medisch-specialistische zorg',
        grondslag: 'avg-6-1-c',
        onderbouwing: 'de uitvoerend specialist moet met AGB-code op de declaratie staan',
        partijtypen: ['zorgverlener'],
        bewerkingen: ['detail'],
        categorieen: {
          identificatie: 'staat op de declaratie',
          naam: 'controle dat de code bij de behandelaar hoort',
          zorgsoort: 'de zorgverlenerssoort staat op de declaratie',
        },
        rijfilter: { zorgsoort: ['03'] },
      },
      bevoegdheid: {
        versie: 1,
        naam: 'Nagaan of medewerkers bevoegd zijn',
        grondslag: 'avg-6-1-c',
        onderbouwing: 'een zorgaanbieder vergewist zich van de bevoegdheid van wie er werkt',
        partijtypen: ['zorgverlener'],
        bewerkingen: ['detail', 'peildatum'],
        categorieen: {
          identificatie: 'welke medewerker het is',
          naam: 'vergelijken met het personeelsdossier',
          geldigheid: 'of de code nu geldt',
          kwalificatie: 'waarvoor iemand bevoegd is',
          erkenning: 'waarop de bevoegdheid rust',
          registratienummer: 'opzoeken in het register van de erkenner',
        },
      },
      retourbericht: {
        versie: 1,
        naam: 'Bericht terug naar de verwijzer',
        grondslag: 'avg-6-1-c',
        onderbouwing: 'goede overdracht vraagt dat het bericht aankomt bij de juiste praktijk',
        partijtypen: ['zorgverlener', 'onderneming', 'vestiging'],
        bewerkingen: ['detail', 'relaties'],
        categorieen: {
          identificatie: 'de verwijzer herkennen',
          naam: 'aanhef van het bericht',
          relatie: 'de praktijk van de verwijzer vinden',
          organisatienaam: 'naam van de praktijk op het bericht',
          communicatie: 'waarheen het bericht gaat',
        },
      },
      adresgids: {
        versie: 1,
        naam: 'Adresgids van verwijzers',
        grondslag: 'avg-6-1-f',
        onderbouwing: 'de balie moet een praktijk kunnen vinden',
        partijtypen: ['vestiging'],
        bewerkingen: ['detail', 'lijst'],
        categorieen: {
          identificatie: 'sleutel van de gids',
          organisatienaam: 'waarop gezocht wordt',
          adres: 'waar de praktijk is',
        },
      },
      crediteuren: {
        versie: 1,
        naam: 'Beheer van crediteuren',
        grondslag: 'avg-6-1-b',
        onderbouwing: 'wie levert, wordt betaald op de juiste naam',
        partijtypen: ['onderneming'],
        bewerkingen: ['detail', 'organisatie'],
        categorieen: {
          identificatie: 'sleutel van de crediteur',
          geldigheid: 'of de onderneming nog bestaat',
          organisatienaam: 'naam op de betaling',
          adres: 'waar de factuur vandaan komt',
        },
      },
      vergelijken: {
        versie: 1,
        naam: 'Alles zien, alleen in de sandbox',
        grondslag: 'avg-6-1-a',
        onderbouwing: 'er staan geen echte personen in de sandbox',
        partijtypen: ['zorgverlener', 'onderneming', 'vestiging'],
        bewerkingen: ['detail', 'peildatum', 'relaties', 'organisatie', 'lijst', 'mutaties', 'bulk'],
        categorieen: Object.fromEntries(alles.map((categorie) => [categorie, `om ${categorie} te kunnen vergelijken`])),
      },
    },
    afnemers: {
      'zis-declaratie': afnemer('zis-declaratie', 'ZIS, declaratiemodule', ['declaratie-msz']),
      personeel: afnemer('personeel', 'Personeelsadministratie', ['bevoegdheid']),
      verwijsportaal: afnemer('verwijsportaal', 'Verwijsportaal', ['retourbericht', 'adresgids']),
      inkoop: afnemer('inkoop', 'Inkoop', ['crediteuren']),
      alles: afnemer('alles', 'Vergelijker', ['vergelijken'], ['beheer', 'fg']),
    },
  })

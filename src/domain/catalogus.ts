// The catalogue: every question one can put to Vektis, declared once. Routes, cache keys and categories follow from it.

import type { Antwoordsoort } from './antwoorden.ts'
import type { Parameternaam } from './parameters.ts'
import type { Partijtype } from './partijtype.ts'

/** Operations that a doel can be granted. `bulk` opens no path of the mirror. */
export const bewerkingen = ['detail', 'peildatum', 'relaties', 'organisatie', 'lijst', 'mutaties', 'bulk'] as const
export type Bewerking = (typeof bewerkingen)[number]

/** The role that Vektis demands of the token. */
export type Rol = 'RaadplegenZorgpartij' | 'Referentiegegevens' | 'geen'

export interface Bevraging {
  /** Stable name: operationId in our document, part of the cache key. */
  id: string
  /** Path with parameters in braces, as Vektis and OpenAPI write it. */
  pad: string
  padparameters: readonly Parameternaam[]
  queryparameters: readonly Parameternaam[]
  antwoord: Antwoordsoort
  /** Operations a doel must all have; empty: a known caller is enough. */
  bewerkingen: readonly Bewerking[]
  /** Kind of party the path is about; undefined where it is about all kinds or none. */
  partijtype?: Partijtype
  /** The act as the audit names it. */
  handeling: string
  rol: Rol
  samenvatting: string
}

const meervoud: Record<Partijtype, string> = {
  zorgverlener: 'zorgverleners',
  onderneming: 'ondernemingen',
  vestiging: 'vestigingen',
}
const soort: Record<Partijtype, Antwoordsoort> = {
  zorgverlener: 'Zorgverlener',
  onderneming: 'Onderneming',
  vestiging: 'Vestiging',
}

const namen = (pad: string) => [...pad.matchAll(/\{(\w+)\}/g)].map((treffer) => treffer[1] as Parameternaam)

type Rest = Omit<Bevraging, 'id' | 'pad' | 'padparameters' | 'queryparameters' | 'rol'>
const bevraging = (id: string, pad: string, rest: Rest, query: Parameternaam[] = []): Bevraging => ({
  id,
  pad,
  padparameters: namen(pad),
  queryparameters: query,
  rol: 'RaadplegenZorgpartij',
  ...rest,
})

/** The same question as of a day: `/{peildatum}` behind the path, and the operation peildatum beside its own. */
const opPeildatum = (nu: Bevraging): Bevraging => ({
  ...nu,
  id: `${nu.id}-peildatum`,
  pad: `${nu.pad}/{peildatum}`,
  padparameters: [...nu.padparameters, 'peildatum'],
  bewerkingen: [...nu.bewerkingen, 'peildatum'],
  samenvatting: `${nu.samenvatting} op een peildatum`,
})

function vanPartij(type: Partijtype): Bevraging[] {
  const wortel = `/v2/${meervoud[type]}/{agbcode}`
  const deel = (naam: string, pad: string, antwoord: Antwoordsoort, bewerking: Bewerking, samenvatting: string) =>
    bevraging(`${type}${naam}`, `${wortel}${pad}`, {
      antwoord,
      bewerkingen: [bewerking],
      partijtype: type,
      handeling: bewerking === 'detail' ? `raadplegen-${type}` : `raadplegen-${bewerking}`,
      samenvatting,
    })
  const detail = deel('', '', soort[type], 'detail', `Basisinformatie van een ${type}`)
  const relaties = deel('-relaties', '/relaties', 'ZorgpartijRelaties', 'relaties', `Actieve relaties van een ${type}`)
  const totaal = deel(
    '-relaties-totaal',
    '/relaties/totaal',
    'ZorgpartijRelaties',
    'relaties',
    `Alle relaties van een ${type}: actief, beëindigd en toekomstig`,
  )
  const delen = [detail, opPeildatum(detail), relaties, totaal, opPeildatum(relaties)]
  if (type !== 'onderneming') return delen
  const organisatie = deel(
    '-organisatie',
    '/relaties/organisatie',
    'OndernemingOrganisatie',
    'organisatie',
    'Vestigingen van een onderneming',
  )
  return [...delen, organisatie, opPeildatum(organisatie)]
}

function mutatiesVan(type: Partijtype | 'zorgpartij'): Bevraging[] {
  const kind = type === 'zorgpartij' ? {} : { partijtype: type }
  const wie = type === 'zorgpartij' ? 'zorgpartijen' : meervoud[type]
  const rest: Rest = {
    ...kind,
    antwoord: 'ZorgpartijMutaties',
    bewerkingen: ['mutaties'],
    handeling: 'raadplegen-mutaties',
    samenvatting: `Gewijzigde ${wie} sinds een dag, hoogstens 31 dagen terug`,
  }
  return [
    bevraging(`${type}-mutaties`, `/v2/${wie}/mutaties/{vanaf}`, rest),
    bevraging(`${type}-mutaties-zorgsoort`, `/v2/${wie}/mutaties/{zorgsoort}/{vanaf}`, {
      ...rest,
      samenvatting: `${rest.samenvatting}, binnen een zorgsoort`,
    }),
  ]
}

const lijst: Rest = {
  antwoord: 'ActieveZorgpartijen',
  bewerkingen: ['lijst'],
  handeling: 'raadplegen-lijst',
  samenvatting: 'Actieve zorgpartijen, per pagina',
}

const codelijst = (pad: string, samenvatting: string): Bevraging => ({
  ...bevraging(`referentie-${pad.replaceAll('/', '-')}`, `/v2/${pad}`, {
    antwoord: 'Referentiegegevens',
    bewerkingen: [],
    handeling: 'raadplegen-referentie',
    samenvatting: `Codelijst ${samenvatting}`,
  }),
  rol: 'Referentiegegevens',
})

/** Every GET of Vektis that is mirrored: 49 of its 50 paths (the fiftieth is withdrawn). */
export const catalogus: readonly Bevraging[] = [
  ...vanPartij('zorgverlener'),
  ...vanPartij('onderneming'),
  ...vanPartij('vestiging'),
  ...mutatiesVan('zorgverlener'),
  ...mutatiesVan('onderneming'),
  ...mutatiesVan('vestiging'),
  ...mutatiesVan('zorgpartij'),
  bevraging('zorgpartijen', '/v2/zorgpartijen', lijst, ['paginanummer', 'aantal']),
  bevraging(
    'zorgpartijen-zorgsoort',
    '/v2/zorgpartijen/{zorgsoort}',
    { ...lijst, samenvatting: 'Actieve zorgpartijen binnen een zorgsoort, per pagina' },
    ['paginanummer', 'aantal'],
  ),
  codelijst('doelen', 'AGB028: doelen van communicatie'),
  codelijst('landen', 'COD032-NEN: landen'),
  codelijst('adrestypes', 'AGB022: soorten adres'),
  codelijst('beheerders', 'AGB011: beheerders van AGB-codes'),
  codelijst('geslachten', 'COD046: geslachten'),
  codelijst('provincies', 'AGB014: provincies'),
  codelijst('erkenningen', 'AGB029: erkenningen'),
  codelijst('redeneneinde', 'AGB009: redenen einde van een erkenning'),
  codelijst('relatietypes', 'AGB020: soorten relatie'),
  codelijst('voorvoegsels', 'NAM040: voorvoegsels'),
  codelijst('kwalificaties', 'AGB018: kwalificaties'),
  codelijst('relatierollen', 'AGB012: rollen in een relatie'),
  codelijst('zorgpartijtypes', 'AGB001: soorten zorgpartij'),
  codelijst('academischetitels', 'AGB010: academische titels'),
  codelijst('communicatiegegeventypes', 'AGB021: soorten communicatiegegeven'),
  codelijst('zorgsoorten/zorgverlener', 'AGB015: zorgsoorten van zorgverleners'),
  codelijst('zorgsoorten/ondernemingvestiging', 'AGB016: zorgsoorten van ondernemingen en vestigingen'),
  codelijst('kwalificaties/zorgverlener', 'AGB018: kwalificaties van zorgverleners'),
  codelijst('kwalificaties/ondernemingvestiging', 'AGB018: kwalificaties van ondernemingen en vestigingen'),
  codelijst('relaties/werkzaambij/zorgverlener/rollen', 'AGB012: rollen bij "werkzaam bij"'),
  codelijst('relaties/arbeidsrelatie/zorgverlener/rollen', 'AGB012: rollen bij een arbeidsrelatie'),
  {
    ...bevraging('test', '/v2/test/{number}', {
      antwoord: 'TestModel',
      bewerkingen: [],
      handeling: 'raadplegen-test',
      samenvatting: 'Verbindingstest: het getal en zijn kwadraat',
    }),
    rol: 'geen',
  },
]

/** Withdrawn by Vektis without replacement; callers get 410. */
export const VERVALLEN = '/v2/adres/correspondentie/{postcode}/{huisnummer}'

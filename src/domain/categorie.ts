// The categories of data a doel can be granted; every property of Vektis belongs to exactly one.

/** How sensitive a category is: 0 none, 1 low (business, public), 2 middle, 3 high (not published anywhere). */
export type Gevoeligheid = 0 | 1 | 2 | 3

export interface CategorieUitleg {
  label: string
  definitie: string
  persoonsgegeven: 'ja' | 'nee' | 'contextueel'
  gevoeligheid: Gevoeligheid
}

const uitleg = (
  label: string,
  gevoeligheid: Gevoeligheid,
  persoonsgegeven: CategorieUitleg['persoonsgegeven'],
  definitie: string,
): CategorieUitleg => ({ label, definitie, persoonsgegeven, gevoeligheid })

/** All categories by id. `contextueel`: personal when the party is, or may be, a natural person. */
export const categorieen = {
  identificatie: uitleg('Identificatie', 1, 'contextueel', 'AGB-code en soort van de bevraagde partij'),
  geldigheid: uitleg('Geldigheid van de AGB-code', 1, 'contextueel', 'begin- en einddatum van de AGB-code zelf'),
  zorgsoort: uitleg('Zorgsoort', 1, 'contextueel', 'beroepsgroep of soort instelling'),
  naam: uitleg('Naam in gebruik', 1, 'ja', 'voorletters, tussenvoegsel en achternaam van de zorgverlener'),
  geboortenaam: uitleg('Geboortenaam', 2, 'ja', 'oorspronkelijke achternaam met tussenvoegsel'),
  geboortedatum: uitleg('Geboortedatum', 3, 'ja', 'geboortedatum van de zorgverlener'),
  geslacht: uitleg('Geslacht', 2, 'ja', 'geslacht van de zorgverlener (COD046)'),
  titel: uitleg('Academische titel', 1, 'ja', 'academische titel (AGB010)'),
  kwalificatie: uitleg('Kwalificaties', 1, 'contextueel', 'beroepsgroep of specialisme met geldigheid'),
  erkenning: uitleg('Erkenningen', 2, 'contextueel', 'soort erkenning met geldigheid, zonder het nummer'),
  registratienummer: uitleg('Registratienummer', 2, 'contextueel', 'nummer bij de erkenner: BIG, KvK, lidmaatschap'),
  organisatienaam: uitleg('Naam van de organisatie', 1, 'contextueel', 'roepnaam, handelsnaam en statutaire naam'),
  adres: uitleg('Adressen', 2, 'contextueel', 'bezoek- en correspondentieadres van onderneming of vestiging'),
  communicatie: uitleg('Communicatiegegevens', 2, 'contextueel', 'telefoon, e-mail en URL van de organisatie'),
  relatie: uitleg('Relaties', 2, 'contextueel', 'wederpartij, rol, soort, zorgaanbod en geldigheid van een relatie'),
  relatienaam: uitleg('Weergavenaam in relaties', 2, 'contextueel', 'naam van de partij of wederpartij in een lijst'),
  organisatiestructuur: uitleg('Organisatiestructuur', 1, 'contextueel', 'vestigingen van een onderneming, met duur'),
  beheerder: uitleg('Beheerder van de AGB-code', 0, 'nee', 'zorgkantoor (UZOVI) of Vektis (3000)'),
  techniek: uitleg('Techniek', 0, 'nee', 'paginering, foutlijst en status van de envelop'),
  referentie: uitleg('Referentiegegevens', 0, 'nee', 'codelijsten'),
} as const satisfies Record<string, CategorieUitleg>

export type Categorie = keyof typeof categorieen

/** Categories without personal data, given with every doel. */
export const altijd: readonly Categorie[] = ['techniek', 'referentie']

export const isCategorie = (naam: string): naam is Categorie => Object.hasOwn(categorieen, naam)

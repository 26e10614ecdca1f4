// Every other answer of Vektis: relaties, organisatie, mutaties, the list of zorgpartijen, code lists, the test call.

import { Type } from 'typebox'
import { KortAdres } from './onderdelen.ts'
import { cijfers, code, datum, getal, moment, ofNull, tekst, vlag } from './veld.ts'
import { Onderneming, Vestiging, Zorgverlener } from './zorgpartijen.ts'

export const ZorgpartijRelaties = Type.Object({
  AGBCode: cijfers('identificatie', 8),
  Naam: tekst('relatienaam', 60),
  Relaties: Type.Array(
    Type.Object({
      Aanvang: datum('relatie'),
      Einde: ofNull(datum('relatie')),
      AGBCode: cijfers('relatie', 8),
      Naam: tekst('relatienaam', 60),
      Rol: code('relatie'),
      Type: code('relatie'),
      Zorgaanbod: ofNull(code('relatie')),
      ZorgpartijType: code('relatie'),
    }),
  ),
  ZorgpartijType: code('identificatie'),
})
export type ZorgpartijRelaties = Type.Static<typeof ZorgpartijRelaties>

export const OndernemingOrganisatie = Type.Object({
  AanvangAGBCode: datum('geldigheid'),
  EindeAGBCode: ofNull(datum('geldigheid')),
  AGBCode: cijfers('identificatie', 8),
  CorrespondentieAdres: ofNull(KortAdres),
  Naam: tekst('organisatienaam', 150, 1),
  Vestigingen: Type.Array(
    Type.Object({
      AanvangAGBCode: datum('geldigheid'),
      EindeAGBCode: ofNull(datum('geldigheid')),
      AanvangRelatie: datum('organisatiestructuur'),
      EindeRelatie: ofNull(datum('organisatiestructuur')),
      AGBCode: cijfers('organisatiestructuur', 8),
      BezoekAdres: ofNull(KortAdres),
      Naam: tekst('organisatienaam', 150, 1),
    }),
  ),
})
export type OndernemingOrganisatie = Type.Static<typeof OndernemingOrganisatie>

/** Codes that changed since a day. No moment, no kind of change, no paging. */
export const ZorgpartijMutaties = Type.Object({
  Zorgpartijen: Type.Array(
    Type.Object({ AGBCode: cijfers('identificatie', 8), ZorgpartijType: code('identificatie') }),
  ),
})
export type ZorgpartijMutaties = Type.Static<typeof ZorgpartijMutaties>

export const ActieveZorgpartijen = Type.Object({
  Paginanummer: getal('techniek'),
  Paginagrootte: getal('techniek'),
  Totaalpaginas: getal('techniek'),
  Totaalrecords: getal('techniek'),
  Data: Type.Array(
    Type.Object({
      AGBCode: cijfers('identificatie', 8),
      Aanvang: moment('geldigheid'),
      Einde: ofNull(moment('geldigheid')),
      Zorgsoort: code('zorgsoort'),
      Type: code('identificatie'),
    }),
  ),
  Succeeded: vlag('techniek'),
  Errors: ofNull(Type.Array(tekst('techniek', 1000))),
  Message: ofNull(tekst('techniek', 1000)),
})
export type ActieveZorgpartijen = Type.Static<typeof ActieveZorgpartijen>

export const Referentiegegevens = Type.Array(
  Type.Object({ Code: tekst('referentie', 12, 1), Omschrijving: tekst('referentie', 255) }),
)
export type Referentiegegevens = Type.Static<typeof Referentiegegevens>

/** Answer of the connectivity test: the number and its square, as 32-bit integers. */
export const TestModel = Type.Object({ Number: getal('techniek'), MultipliedBySelf: getal('techniek') })
export type TestModel = Type.Static<typeof TestModel>

/** All kinds of answer by the name under which they stand in both OpenAPI documents. */
export const antwoorden = {
  Zorgverlener,
  Onderneming,
  Vestiging,
  ZorgpartijRelaties,
  OndernemingOrganisatie,
  ZorgpartijMutaties,
  ActieveZorgpartijen,
  Referentiegegevens,
  TestModel,
}
export type Antwoordsoort = keyof typeof antwoorden

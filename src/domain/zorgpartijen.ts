// The three kinds of zorgpartij, as Vektis describes one of each.

import { Type } from 'typebox'
import { Adres, Communicatiegegeven, Erkenning, Kwalificatie } from './onderdelen.ts'
import { cijfers, code, datum, ofNull, tekst } from './veld.ts'

export const Zorgverlener = Type.Object({
  AGBCode: cijfers('identificatie', 8),
  Aanvang: datum('geldigheid'),
  Einde: ofNull(datum('geldigheid')),
  Voorletters: tekst('naam', 6, 1),
  Tussenvoegsel: tekst('naam', 12),
  Achternaam: tekst('naam', 60, 1),
  GeboortenaamTussenvoegsel: tekst('geboortenaam', 12),
  Geboortenaam: tekst('geboortenaam', 60),
  AcademischeTitel: ofNull(code('titel', 12)),
  Geslacht: code('geslacht'),
  GeboorteDatum: datum('geboortedatum'),
  Kwalificaties: Type.Array(Kwalificatie),
  Erkenningen: Type.Array(Erkenning),
  Zorgsoort: code('zorgsoort'),
})
export type Zorgverlener = Type.Static<typeof Zorgverlener>

export const Onderneming = Type.Object({
  Aanvang: datum('geldigheid'),
  Einde: ofNull(datum('geldigheid')),
  Adressen: Type.Array(Adres),
  AGBCode: cijfers('identificatie', 8),
  Communicatiegegevens: Type.Array(Communicatiegegeven),
  Erkenningen: Type.Array(Erkenning),
  Handelsnaam: tekst('organisatienaam', 150, 1),
  Kwalificaties: Type.Array(Kwalificatie),
  Naam: tekst('organisatienaam', 60, 1),
  StatutaireNaam: tekst('organisatienaam', 150),
  ZorgpartijType: code('identificatie'),
  BeheerderVerlenerAGBCode: code('beheerder'),
  Zorgsoort: code('zorgsoort'),
})
export type Onderneming = Type.Static<typeof Onderneming>

/** Same properties as an onderneming; Vektis leaves StatutaireNaam empty here. */
export const Vestiging = Type.Object({ ...Onderneming.properties })
export type Vestiging = Type.Static<typeof Vestiging>

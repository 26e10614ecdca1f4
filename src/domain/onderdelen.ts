// The parts that zorgverlener, onderneming and vestiging share. Begin and end follow the category of their part.

import { Type } from 'typebox'
import { cijfers, code, datum, getal, ofNull, tekst } from './veld.ts'

export const Adres = Type.Object({
  Aanvang: datum('adres'),
  Einde: ofNull(datum('adres')),
  Huisnummer: getal('adres'),
  HuisnummerToevoeging: tekst('adres', 8),
  Land: code('adres'),
  Plaats: tekst('adres', 60, 1),
  Postcode: tekst('adres', 8, 1),
  Provincie: ofNull(code('adres')),
  Straat: tekst('adres', 60, 1),
  Type: code('adres'),
})

/** The shorter address inside the organisation of an onderneming. */
export const KortAdres = Type.Object({
  Aanvang: datum('adres'),
  Einde: ofNull(datum('adres')),
  Huisnummer: getal('adres'),
  HuisnummerToevoeging: tekst('adres', 8),
  Plaats: tekst('adres', 60, 1),
  Postcode: tekst('adres', 8, 1),
  Straat: tekst('adres', 60, 1),
})

export const Communicatiegegeven = Type.Object({
  Aanvang: datum('communicatie'),
  Einde: ofNull(datum('communicatie')),
  Doel: code('communicatie'),
  Gegeven: tekst('communicatie', 128, 1),
  Type: code('communicatie'),
})

export const Erkenning = Type.Object({
  Aanvang: datum('erkenning'),
  Einde: ofNull(datum('erkenning')),
  Code: cijfers('erkenning', 6),
  Omschrijving: tekst('erkenning', 255, 1),
  RegistratieNummer: tekst('registratienummer', 32, 1),
})

export const Kwalificatie = Type.Object({
  Aanvang: datum('kwalificatie'),
  Einde: ofNull(datum('kwalificatie')),
  Code: cijfers('kwalificatie', 4),
  Omschrijving: tekst('kwalificatie', 255, 1),
  NictizCode: tekst('kwalificatie', 6),
  Patiententerm: tekst('kwalificatie', 255),
})

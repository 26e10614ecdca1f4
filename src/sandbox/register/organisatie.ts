// Makes one onderneming or vestiging: names, addresses, ways to reach it, erkenningen and kwalificaties.

import {
  adrestypes,
  beheerders,
  communicatiegegeventypes,
  doelen,
  erkenningen,
  landen,
  provincies,
  zorgpartijtypes,
  zorgsoortenOrganisatie,
} from './codelijsten.ts'
import { kwalificatiesOrganisatie, vanZorgsoort } from './kwalificaties.ts'
import type { Namen } from './namen.ts'
import type { Partij } from './partij.ts'
import type { Periode } from './periode.ts'
import type { Random } from './random.ts'
import type { Wens } from './zorgverlener.ts'

interface Parts {
  random: Random
  namen: Namen
}

const POSTCODE_BREEDTE = 8

/** One in twenty lies abroad, without a provincie. Postcodes are padded with spaces, as Vektis sends them. */
function createAdres({ random, namen }: Parts, type: '1' | '2', periode: Periode) {
  const buitenland = random.chance(0.05)
  const postcode = buitenland
    ? `9${random.digits(3)}`
    : `${random.int(1, 9)}${random.digits(3)}${random.pick(['ZX', 'ZY', 'ZZ'])}`
  return {
    ...periode,
    Huisnummer: random.int(1, 250),
    HuisnummerToevoeging: random.chance(0.1) ? random.pick(['A', 'B', 'BIS', '2 HOOG']) : '',
    Land: landen.code(buitenland ? random.pick(['BE', 'DE'] as const) : 'NL'),
    Plaats: namen.plaats(),
    Postcode: postcode.padEnd(POSTCODE_BREEDTE),
    Provincie: buitenland || random.chance(0.1) ? null : random.pick(provincies.list),
    Straat: namen.straat(),
    Type: adrestypes.code(type),
  }
}

function createCommunicatie({ random }: Parts, agbcode: string, periode: Periode) {
  const gegeven = (type: '1' | '2' | '93', Gegeven: string) => ({
    ...periode,
    Doel: doelen.code('1'),
    Gegeven,
    Type: communicatiegegeventypes.code(type),
  })
  // `.example` can never be registered (RFC 2606), so nobody is ever reached.
  return [
    gegeven('1', `post@org${agbcode}.example`),
    gegeven('2', `0${random.digits(2)}-0000${random.digits(3)}`),
    ...(random.chance(0.4) ? [gegeven('93', `https://www.org${agbcode}.example`)] : []),
  ]
}

export function createOrganisatie(parts: Parts, type: 'onderneming' | 'vestiging', wens: Wens): Partij {
  const { random, namen } = parts
  const { agbcode, zorgsoort, periode } = wens
  const naam = wens.naam ?? namen.organisatie()
  const soort = random.pick(vanZorgsoort(kwalificatiesOrganisatie, zorgsoort))
  const erkenning = (code: '100101' | '100170') => ({
    ...periode,
    ...erkenningen.code(code),
    RegistratieNummer: random.digits(11),
  })
  const bezoek = type === 'vestiging' || random.chance(0.4)
  return {
    type,
    ...(random.chance(0.2) && { tijd: `11:35:47.1${random.digits(6)}` }),
    document: {
      ...periode,
      Adressen: [
        ...(bezoek ? [createAdres(parts, '1', periode)] : []),
        ...(type === 'onderneming' || random.chance(0.3) ? [createAdres(parts, '2', periode)] : []),
      ],
      AGBCode: agbcode,
      Communicatiegegevens: createCommunicatie(parts, agbcode, periode),
      Erkenningen: [erkenning('100101'), ...(zorgsoort === '47' ? [erkenning('100170')] : [])],
      Handelsnaam: naam,
      Kwalificaties: [{ ...periode, ...soort }],
      Naam: naam,
      // Vektis knows a statutory name for an onderneming only.
      StatutaireNaam: type === 'onderneming' && random.chance(0.6) ? `Stichting ${naam}` : '',
      ZorgpartijType: zorgpartijtypes.code(type === 'onderneming' ? '2' : '3'),
      BeheerderVerlenerAGBCode: random.pick(beheerders.list),
      Zorgsoort: zorgsoortenOrganisatie.find(zorgsoort),
    },
  }
}

// Makes one zorgverlener: a name, a birth date, erkenningen and the kwalificaties that rest on them.

import { academischetitels, erkenningen, geslachten, voorvoegsels, zorgsoortenZorgverlener } from './codelijsten.ts'
import { kwalificatiesZorgverlener, vanZorgsoort } from './kwalificaties.ts'
import type { Namen } from './namen.ts'
import type { Partij } from './partij.ts'
import { begin, type Periode, plusDagen } from './periode.ts'
import type { Random } from './random.ts'

export interface Wens {
  agbcode: string
  zorgsoort: string
  periode: Periode
  /** Surname, or name of the organisation; default: drawn. */
  naam?: string | undefined
}

interface Parts {
  random: Random
  namen: Namen
}

export function createZorgverlener({ random, namen }: Parts, wens: Wens): Partij {
  const { agbcode, zorgsoort, periode } = wens
  const [eerste, ...meer] = vanZorgsoort(kwalificatiesZorgverlener, zorgsoort)
  const soorten = [eerste, ...(meer.length > 0 && random.chance(0.2) ? [random.pick(meer)] : [])]
  const verpleegkundige = zorgsoort === '91'
  const registratie = erkenningen.code(verpleegkundige ? '100458' : '990001')
  const erkenning = (soort: { Code: string; Omschrijving: string }, geldig: Periode) => ({
    ...geldig,
    ...soort,
    RegistratieNummer: random.digits(11),
  })
  // One erkenning of before, ended while the party went on: only a peildatum in the past shows it.
  const vroeger = random.chance(0.15)
    ? [erkenning(erkenningen.code('990002'), { ...periode, Einde: begin(plusDagen(periode.Aanvang.slice(0, 10), 90)) })]
    : []
  const achternaam = wens.naam ?? namen.achternaam()
  const gehuwd = random.chance(0.3)
  return {
    type: 'zorgverlener',
    ...(random.chance(0.2) && { tijd: `11:35:47.1${random.digits(6)}` }),
    document: {
      AGBCode: agbcode,
      ...periode,
      Voorletters: namen.voorletters(),
      Tussenvoegsel: random.chance(0.3) ? random.pick(voorvoegsels.list).Code : '',
      Achternaam: achternaam,
      GeboortenaamTussenvoegsel: '',
      Geboortenaam: gehuwd ? namen.achternaam() : achternaam,
      AcademischeTitel: random.chance(0.2) ? random.pick(academischetitels.list) : null,
      Geslacht: random.pick(geslachten.list),
      GeboorteDatum: begin(plusDagen(periode.Aanvang.slice(0, 10), -random.int(24 * 365, 45 * 365))),
      Kwalificaties: soorten.flatMap((soort) => (soort ? [{ ...periode, ...soort }] : [])),
      Erkenningen: [
        erkenning(registratie, periode),
        ...(verpleegkundige ? [erkenning(erkenningen.code('101139'), periode)] : []),
        ...vroeger,
      ],
      Zorgsoort: zorgsoortenZorgverlener.find(zorgsoort),
    },
  }
}

// The code lists of the sandbox. What is publicly known stands as it is; what had to be invented says `(test)`.

import type { Partijtype } from '../../domain/partijtype.ts'
import type { Code } from './partij.ts'
import { kwalificatieVelden, kwalificatiesOrganisatie, kwalificatiesZorgverlener } from './kwalificaties.ts'

const lijst = <Codes extends string>(codes: Record<Codes, string>) => {
  const list = Object.entries<string>(codes).map(([Code, Omschrijving]) => ({ Code, Omschrijving }))
  return {
    list,
    code: (code: Codes): Code => ({ Code: code, Omschrijving: codes[code] }),
    /** For a code that came from outside; without a description when the list does not know it. */
    find: (code: string): Code => list.find(({ Code }) => Code === code) ?? { Code: code, Omschrijving: '' },
  }
}

export const doelen = lijst({ '1': 'Algemeen', '91': 'Spoed (test)' })
export const landen = lijst({ NL: 'NEDERLAND', BE: 'BELGIE', DE: 'DUITSLAND' })
export const adrestypes = lijst({ '1': 'Bezoekadres', '2': 'Correspondentieadres' })
export const beheerders = lijst({ '3000': 'Vektis', '5533': 'Zorgkantoor Friesland', '9901': 'Zorgkantoor (test)' })
export const geslachten = lijst({ '0': '', '1': 'Mannelijk', '2': 'Vrouwelijk', '9': 'Niet gespecificeerd' })
export const provincies = lijst({ M: 'Utrecht', X: 'Provincie X (test)', Y: 'Provincie Y (test)' })
export const erkenningen = lijst({
  '100101': 'Inschrijving handelsregister',
  '100170': 'Toelating Ministerie van VWS/CIBG Verpleeginrichtingen',
  '100458': 'RIBIZ verpleegkundige',
  '101139': 'HBO diploma Verpleegkundige',
  '990001': 'Registratie beroepsbeoefenaar (test)',
  '990002': 'Lidmaatschap beroepsvereniging (test)',
})
export const redenenEinde = lijst({ '91': 'Op eigen verzoek (test)', '92': 'Registratie verlopen (test)' })
export const relatietypes = lijst({
  '1': 'Werkzaam bij',
  '7': 'Organisatie',
  '91': 'Arbeidsrelatie (test)',
  '92': 'Samenwerking (test)',
})
export const voorvoegsels = lijst({ DE: 'DE', VAN: 'VAN', 'VAN DE': 'VAN DE', 'VAN DER': 'VAN DER', TEN: 'TEN' })
export const relatierollen = lijst({
  '3': 'In loondienst bij',
  '16': 'Onderneming van',
  '17': 'Vestiging van',
  '91': 'Vrijgevestigd bij (test)',
  '92': 'Werkgever van (test)',
  '93': 'Deelnemer in (test)',
  '94': 'Deelneming van (test)',
})
export const zorgpartijtypes = lijst({ '1': 'Zorgverlener', '2': 'Onderneming', '3': 'Vestiging' })
export const academischetitels = lijst({ DR: 'Doctor', 'PROF DR': 'Professor doctor', DRS: 'Doctorandus' })
export const communicatiegegeventypes = lijst({ '1': 'E-mail', '2': 'Telefoonnummer', '93': 'URL (test)' })
export const zorgsoortenZorgverlener = lijst({
  '01': 'Huisartsen',
  '02': 'Apothekers',
  '03': 'Medisch specialisten',
  '04': 'Fysiotherapeuten',
  '05': 'Logopedisten',
  '08': 'Verloskundigen',
  '12': 'Tandartsen',
  '57': 'Physician Assistants',
  '91': 'Verpleegkundigen',
  '94': 'Psychologische zorgverleners',
})
export const zorgsoortenOrganisatie = lijst({
  '01': 'Huisartsen',
  '02': 'Apothekers',
  '04': 'Fysiotherapeuten',
  '06': 'Ziekenhuizen',
  '12': 'Tandartsen',
  '22': 'Zelfstandige behandelcentra',
  '47': 'Gecombineerde Verpleeginrichtingen',
  '54': 'Instellingen voor GGZ',
})
export const zorgsoortenVan = (type: Partijtype): { list: Code[]; find: (code: string) => Code } =>
  type === 'zorgverlener' ? zorgsoortenZorgverlener : zorgsoortenOrganisatie

const kwalificaties = (van: readonly { Code: string; Omschrijving: string }[]) => van.map(kwalificatieVelden)
const rol = (...codes: Parameters<typeof relatierollen.code>[0][]) => codes.map(relatierollen.code)

/** Every list by the path, behind `/v2/`, under which Vektis gives it. */
export const codelijsten: Readonly<Record<string, readonly Code[]>> = {
  doelen: doelen.list,
  landen: landen.list,
  adrestypes: adrestypes.list,
  beheerders: beheerders.list,
  geslachten: geslachten.list,
  provincies: provincies.list,
  erkenningen: erkenningen.list,
  redeneneinde: redenenEinde.list,
  relatietypes: relatietypes.list,
  voorvoegsels: voorvoegsels.list,
  kwalificaties: kwalificaties([...kwalificatiesZorgverlener, ...kwalificatiesOrganisatie]),
  relatierollen: relatierollen.list,
  zorgpartijtypes: zorgpartijtypes.list,
  academischetitels: academischetitels.list,
  communicatiegegeventypes: communicatiegegeventypes.list,
  'zorgsoorten/zorgverlener': zorgsoortenZorgverlener.list,
  'zorgsoorten/ondernemingvestiging': zorgsoortenOrganisatie.list,
  'kwalificaties/zorgverlener': kwalificaties(kwalificatiesZorgverlener),
  'kwalificaties/ondernemingvestiging': kwalificaties(kwalificatiesOrganisatie),
  'relaties/werkzaambij/zorgverlener/rollen': rol('3', '91'),
  'relaties/arbeidsrelatie/zorgverlener/rollen': rol('92'),
}

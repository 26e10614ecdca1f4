// Which kwalificaties the register grants; the first two digits say the zorgsoort. Invented codes say `(test)`.

export interface Soort {
  Code: string
  Omschrijving: string
  NictizCode: string
  Patiententerm: string
}

const soort = (Code: string, Omschrijving: string, NictizCode = '', Patiententerm = ''): Soort => ({
  Code,
  Omschrijving,
  NictizCode,
  Patiententerm,
})

export const kwalificatiesZorgverlener: readonly Soort[] = [
  soort('0100', 'Huisarts', 'Z3', 'Huisarts'),
  soort('0200', 'Apotheker (test)', '', 'Apotheker'),
  soort('0301', 'Oogheelkunde', '', 'Oogarts'),
  soort('0302', 'Keel-, neus- en oorheelkunde', '', 'KNO-arts'),
  soort('0303', 'Chirurgie', '', 'Chirurg'),
  soort('0305', 'Orthopedie', '', 'Orthopeed'),
  soort('0313', 'Interne geneeskunde', '', 'Internist'),
  soort('0316', 'Kindergeneeskunde', '', 'Kinderarts'),
  soort('0320', 'Cardiologie', '', 'Cardioloog'),
  soort('0330', 'Neurologie', '', 'Neuroloog'),
  soort('0362', 'Radiologie', '', 'Radioloog'),
  soort('0389', 'Anesthesiologie', '', 'Anesthesioloog'),
  soort('0400', 'Fysiotherapeut (test)', '', 'Fysiotherapeut'),
  soort('0500', 'Logopedist (test)', '', 'Logopedist'),
  soort('0800', 'Verloskundige (test)', '', 'Verloskundige'),
  soort('1200', 'Tandarts (test)', '', 'Tandarts'),
  soort('5700', 'Physician Assistant (test)'),
  soort('9113', 'Verpleegkundigen niveau 5 PGB'),
  soort('9400', 'Psychologische zorgverlener (test)', '', 'Psycholoog'),
]

export const kwalificatiesOrganisatie: readonly Soort[] = [
  soort('0100', 'Huisarts', 'Z3', 'Huisartsenpraktijk'),
  soort('0200', 'Apotheek (test)', '', 'Apotheek'),
  soort('0400', 'Fysiotherapiepraktijk (test)'),
  soort('0601', 'Algemeen ziekenhuis', '', 'Ziekenhuis'),
  soort('0602', 'Academisch ziekenhuis', '', 'Universitair medisch centrum'),
  soort('1200', 'Tandartspraktijk (test)', '', 'Tandartspraktijk'),
  soort('2200', 'Zelfstandig behandelcentrum', '', 'Kliniek'),
  soort('4700', 'Gecombineerde verpleeginrichtingen', 'X3', 'Verpleeghuis en verzorgingshuis'),
  soort('5400', 'Instelling voor GGZ (test)'),
]

/** The ones of a zorgsoort. */
export const vanZorgsoort = (soorten: readonly Soort[], zorgsoort: string): Soort[] =>
  soorten.filter(({ Code }) => Code.startsWith(zorgsoort))

/** As a row of a code list. */
export const kwalificatieVelden = ({ Code, Omschrijving }: { Code: string; Omschrijving: string }) => ({
  Code,
  Omschrijving,
})

// The parties of the demo: codes that stay the same whatever the seed, active, without an end.

import type { Partijtype } from '../../domain/partijtype.ts'

export interface Bekend {
  agbcode: string
  type: Partijtype
  zorgsoort: string
  naam: string
}

/** A medical specialist at the sites of a hospital, and a huisarts at a practice. */
export const bekend = {
  specialist: { agbcode: '03000001', type: 'zorgverlener', zorgsoort: '03', naam: 'KLAVERSTEEN' },
  huisarts: { agbcode: '01000001', type: 'zorgverlener', zorgsoort: '01', naam: 'DUINMAKER' },
  ziekenhuis: { agbcode: '06000001', type: 'onderneming', zorgsoort: '06', naam: 'Ziekenhuis Meidoornvoort' },
  praktijk: { agbcode: '01000002', type: 'onderneming', zorgsoort: '01', naam: 'Huisartsenpraktijk Lindesloot' },
  ziekenhuislocatie: { agbcode: '71000001', type: 'vestiging', zorgsoort: '06', naam: 'Meidoornvoort locatie Noord' },
  polikliniek: { agbcode: '71000002', type: 'vestiging', zorgsoort: '06', naam: 'Meidoornvoort polikliniek' },
  praktijklocatie: { agbcode: '71000003', type: 'vestiging', zorgsoort: '01', naam: 'Praktijk Lindesloot' },
} as const satisfies Record<string, Bekend>

/** Who belongs to whom among them: werkzaam bij, arbeidsrelatie, vestiging van. */
export const bekendeRelaties = {
  werkzaamBij: [
    [bekend.specialist, bekend.ziekenhuislocatie],
    [bekend.specialist, bekend.polikliniek],
    [bekend.huisarts, bekend.praktijklocatie],
  ],
  arbeidsrelatie: [[bekend.specialist, bekend.ziekenhuis]],
  vestigingVan: [
    [bekend.ziekenhuislocatie, bekend.ziekenhuis],
    [bekend.polikliniek, bekend.ziekenhuis],
    [bekend.praktijklocatie, bekend.praktijk],
  ],
} as const

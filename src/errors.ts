// The catalogue: every fault the gateway can answer with, one line each. Titles are Dutch: callers read them.

import { Foreseen } from './lib/foreseen.ts'

interface Kind {
  status: number
  titel: string
}

const kind = (status: number, titel: string): Kind => ({ status, titel })

export const catalogue = {
  'ongeldige-vraag': kind(400, 'De vraag klopt niet'),
  'ongeldig-http': kind(400, 'Het bericht is geen geldig HTTP'),
  'vektis-weigert-vraag': kind(400, 'Vektis vindt de vraag ongeldig'),
  'onbekende-afnemer': kind(401, 'Afnemer niet herkend'),
  'doel-niet-toegestaan': kind(403, 'Dit doel is voor deze afnemer niet toegestaan'),
  'doel-verlopen': kind(403, 'Dit doel is verlopen'),
  'bewerking-buiten-doel': kind(403, 'Deze bewerking valt buiten het doel'),
  'partijtype-buiten-doel': kind(403, 'Deze soort partij valt buiten het doel'),
  'zorgsoort-buiten-doel': kind(403, 'Deze zorgsoort valt buiten het doel'),
  enumeratie: kind(403, 'Nummers nalopen is niet toegestaan'),
  'rol-ontbreekt': kind(403, 'Deze rol heeft de afnemer niet'),
  'niet-gevonden': kind(404, 'Niet in het register'),
  'onbekend-pad': kind(404, 'Dit pad bestaat niet'),
  'methode-niet-toegestaan': kind(405, 'Deze methode kan hier niet'),
  'niet-acceptabel': kind(406, 'Alleen JSON is mogelijk'),
  'te-traag-gestuurd': kind(408, 'Het bericht kwam niet op tijd'),
  'audit-niet-leesbaar': kind(409, 'De verantwoording is hier niet te lezen'),
  'wacht-niet-meer': kind(409, 'Dit is niet meer wat wacht'),
  'vult-al': kind(409, 'Er loopt al een eerste vulling'),
  'vult-niet': kind(409, 'Er loopt geen eerste vulling'),
  'niets-in-bulk': kind(409, 'Geen doel mag in bulk'),
  vervallen: kind(410, 'Door Vektis ingetrokken'),
  'te-groot': kind(413, 'Het bericht is te groot'),
  'mediatype-onbekend': kind(415, 'Dit mediatype kan hier niet'),
  limiet: kind(429, 'Te veel vragen'),
  'kopvelden-te-groot': kind(431, 'De kopvelden zijn te groot'),
  'interne-fout': kind(500, 'Fout in de gateway'),
  'vektis-faalt': kind(502, 'Vektis geeft geen bruikbaar antwoord'),
  'audit-niet-beschikbaar': kind(503, 'De verantwoording kan niet worden vastgelegd'),
  'fg-bezet': kind(503, 'Er loopt al een vraag over de verantwoording'),
  'niet-overal-vrijgegeven': kind(503, "Niet alle replica's zijn bereikt"),
  'gedeelde-toestand-weg': kind(503, "De gedeelde toestand van de replica's is niet bereikbaar"),
  'geen-plaats': kind(503, 'Geen plaats binnen het budget voor Vektis'),
  'vektis-begrenst': kind(503, 'Vektis begrenst het aantal vragen'),
  'identiteit-niet-te-controleren': kind(503, 'Het token kan nu niet worden gecontroleerd'),
  'vektis-te-laat': kind(504, 'Vektis antwoordt niet op tijd'),
} as const satisfies Record<string, Kind>

export type Code = keyof typeof catalogue

/** One fault in what a caller filled in; `naam` is the parameter's own name, never its value; empty: the whole body. */
export interface Invoerfout {
  in: 'path' | 'query' | 'header' | 'body'
  naam: string
  melding: string
}

interface Details {
  /** Extra answer headers, as `Retry-After` or `Allow`. */
  headers?: Record<string, string>
  fouten?: readonly Invoerfout[]
  cause?: unknown
}

/** A fault of the catalogue. `detail` is Dutch, tells the next step, and never holds a value from a document. */
export class Problem extends Foreseen {
  readonly code: Code
  readonly status: number
  readonly titel: string
  readonly detail: string
  readonly headers: Record<string, string>
  readonly fouten: readonly Invoerfout[]

  constructor(code: Code, detail: string, { headers = {}, fouten = [], cause }: Details = {}) {
    super(`${code}: ${detail}`, { cause })
    this.name = 'Problem'
    this.code = code
    this.status = catalogue[code].status
    this.titel = catalogue[code].titel
    this.detail = detail
    this.headers = headers
    this.fouten = fouten
  }
}

// What an answer is: a status and a body that becomes JSON; the refusals are plain texts, as at Vektis.

export interface Answer {
  status: number
  body: unknown
}

/** What was filled in: the parameters of the path and of the query, unchecked. */
export interface Vraag {
  parameters: Readonly<Record<string, string>>
  query: URLSearchParams
}

export const ok = (body: unknown): Answer => ({ status: 200, body })

const refusal = (status: number, body: string): Answer => ({ status, body })

export const refusals = {
  agbcode: refusal(400, 'Ongeldige invoer AGB-code'),
  peildatum: refusal(400, 'Ongeldige peildatum'),
  zorgsoort: refusal(400, 'Ongeldige peildatum of zorgsoort'),
  pagina: refusal(400, 'Ongeldige invoer paginanummer of aantal'),
  getal: refusal(400, 'Ongeldige invoer getal'),
  adres: refusal(400, 'Ongeldige invoer postcode, Ongeldige invoer huisnummer'),
  nietGemachtigd: refusal(401, 'U bent niet gemachtigd voor deze methode'),
  onbekendPad: refusal(404, 'Methode niet gevonden'),
  onbekendeCode: refusal(404, 'AGB-code niet gevonden'),
  nietActief: refusal(404, 'Zorgpartij niet actief'),
  geenRelaties: refusal(404, 'Geen relaties gevonden'),
  ondernemingNietActief: refusal(404, 'Onderneming niet actief'),
  geenVestigingen: refusal(404, 'Onderneming bevat geen actieve vestigingen'),
  onbekendAdres: refusal(404, 'Adres niet gevonden'),
  verkeerdeMethode: refusal(405, 'Methode niet toegestaan'),
  teVeel: refusal(429, 'Te veel aanroepen'),
  technisch: refusal(500, 'Technische fout'),
} as const satisfies Record<string, Answer>

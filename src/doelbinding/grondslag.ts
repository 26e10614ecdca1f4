// The closed list of legal grounds: AVG article 6, first paragraph.

export const grondslagen = {
  'avg-6-1-a': 'toestemming (AVG artikel 6, eerste lid, onder a)',
  'avg-6-1-b': 'uitvoering van een overeenkomst (AVG artikel 6, eerste lid, onder b)',
  'avg-6-1-c': 'wettelijke verplichting (AVG artikel 6, eerste lid, onder c)',
  'avg-6-1-d': 'vitale belangen (AVG artikel 6, eerste lid, onder d)',
  'avg-6-1-e': 'taak van algemeen belang (AVG artikel 6, eerste lid, onder e)',
  'avg-6-1-f': 'gerechtvaardigd belang (AVG artikel 6, eerste lid, onder f)',
} as const

export type Grondslag = keyof typeof grondslagen

export const isGrondslag = (tekst: string): tekst is Grondslag => Object.hasOwn(grondslagen, tekst)

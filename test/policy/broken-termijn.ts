// Broken policies, each with every fault that must be named. Row filter, days and approval of a doel.

import type { Broken } from './broken.ts'

export const termijn: readonly Broken[] = [
  [
    'a zorgsoort without quotes',
    '["03", "57"]',
    '[03]',
    [
      '14:30 doelen.declaratie.rijfilter.zorgsoort[0]: is een getal, en dan vallen voorloopnullen weg; schrijf met aanhalingstekens "03"',
    ],
  ],
  [
    'a zorgsoort of one digit',
    '["03", "57"]',
    '["3"]',
    [
      '14:30 doelen.declaratie.rijfilter.zorgsoort[0]: moet uit precies twee cijfers bestaan, zoals "03"; verbeter de zorgsoort',
    ],
  ],
  [
    'a zorgsoort of letters',
    '["03", "57"]',
    '["aa"]',
    [
      '14:30 doelen.declaratie.rijfilter.zorgsoort[0]: moet uit precies twee cijfers bestaan, zoals "03"; verbeter de zorgsoort',
    ],
  ],
  [
    'a zorgsoort beyond two digits',
    '["03", "57"]',
    '[103]',
    [
      '14:30 doelen.declaratie.rijfilter.zorgsoort[0]: is een getal, en dan vallen voorloopnullen weg; schrijf met aanhalingstekens "03"',
    ],
  ],
  [
    'a zorgsoort twice',
    '["03", "57"]',
    '["03", "03"]',
    [
      '14:36 doelen.declaratie.rijfilter.zorgsoort[1]: staat ook op regel 14 (doelen.declaratie.rijfilter.zorgsoort[0]); laat er één staan',
    ],
  ],
  [
    'an empty row filter',
    '{ zorgsoort: ["03", "57"] }',
    '{}',
    ['14:16 doelen.declaratie.rijfilter: mag niet leeg zijn; vul minstens één regel in'],
  ],
  [
    'a row filter without zorgsoorten',
    '["03", "57"]',
    '[]',
    ['14:29 doelen.declaratie.rijfilter.zorgsoort: mag niet leeg zijn; noem er minstens één'],
  ],
  [
    'an unknown row filter',
    'zorgsoort: ["03", "57"]',
    'kwalificatie: ["0301"]',
    [
      '14:16 doelen.declaratie.rijfilter.zorgsoort: ontbreekt; voeg deze eigenschap toe',
      '14:18 doelen.declaratie.rijfilter.kwalificatie: eigenschap "kwalificatie" bestaat niet; kies uit: zorgsoort',
    ],
  ],
  [
    'a day that does not exist',
    '2028-01-31',
    '2027-02-30',
    ['15:16 doelen.declaratie.geldigTot: deze dag bestaat niet; verbeter de datum'],
  ],
  [
    'a day in another order',
    '2028-01-31',
    '31-01-2028',
    ['15:16 doelen.declaratie.geldigTot: moet een dag zijn; schrijf hem als jjjj-mm-dd'],
  ],
  [
    'a day without dashes',
    '2028-01-31',
    '20280131',
    ['15:16 doelen.declaratie.geldigTot: moet een dag zijn; schrijf hem als jjjj-mm-dd'],
  ],
  [
    'a moment instead of a day',
    '2028-01-31',
    '2028-01-31T00:00:00Z',
    ['15:16 doelen.declaratie.geldigTot: moet een dag zijn; schrijf hem als jjjj-mm-dd'],
  ],
  [
    'an approval by nobody',
    'door: [fg, financien]',
    'door: []',
    ['16:26 doelen.declaratie.goedgekeurd.door: mag niet leeg zijn; noem er minstens één'],
  ],
  [
    'an approval without a day',
    'op: 2026-11-01, ',
    '',
    ['16:18 doelen.declaratie.goedgekeurd.op: ontbreekt; voeg deze eigenschap toe'],
  ],
  [
    'a review before the approval',
    'herzienVoor: 2027-11-01',
    'herzienVoor: 2026-10-01',
    [
      '16:72 doelen.declaratie.goedgekeurd.herzienVoor: moet na de dag van goedkeuring (op) liggen; verbeter een van beide',
    ],
  ],
  [
    'an approval as text',
    '{ door: [fg, financien], op: 2026-11-01, herzienVoor: 2027-11-01 }',
    'ja',
    ['16:18 doelen.declaratie.goedgekeurd: moet een blok met eigenschappen zijn en is tekst'],
  ],
]

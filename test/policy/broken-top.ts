// Broken policies, each with every fault that must be named. The top of the file and names of its own choosing.

import type { Broken } from './broken.ts'

export const top: readonly Broken[] = [
  ['no version', 'versie: 1\nverw', 'verw', ['1:1 versie: ontbreekt; voeg deze eigenschap toe']],
  [
    'a version from the future',
    'versie: 1\nverw',
    'versie: 2\nverw',
    ['1:9 versie: deze gateway kent alleen versie 1; schrijf versie: 1'],
  ],
  [
    'a version as text',
    'versie: 1\nverw',
    'versie: "1"\nverw',
    ['1:9 versie: deze gateway kent alleen versie 1; schrijf versie: 1'],
  ],
  [
    'an unknown property at the top',
    'doelen:\n',
    'extra: ja\ndoelen:\n',
    ['3:1 extra: eigenschap "extra" bestaat niet; kies uit: versie, verwerkingsverantwoordelijke, doelen, afnemers'],
  ],
  [
    'a misspelt property at the top',
    'afnemers:\n',
    'afnemer:\n',
    [
      '1:1 afnemers: ontbreekt; voeg deze eigenschap toe',
      '27:1 afnemer: eigenschap "afnemer" bestaat niet; bedoelde u "afnemers"?',
    ],
  ],
  [
    'doelen under another name make no doel unknown',
    'doelen:\n  declaratie:',
    'doel:\n  declaratie:',
    [
      '1:1 doelen: ontbreekt; voeg deze eigenschap toe',
      '3:1 doel: eigenschap "doel" bestaat niet; bedoelde u "doelen"?',
    ],
  ],
  [
    'doelen as text',
    'doelen:\n  declaratie:',
    'doelen: declaratie\ndoel:\n  declaratie:',
    [
      '3:9 doelen: moet een blok met eigenschappen zijn en is tekst',
      '4:1 doel: eigenschap "doel" bestaat niet; bedoelde u "doelen"?',
    ],
  ],
  [
    'no controller',
    'verwerkingsverantwoordelijke: { naam: Testziekenhuis, fg: fg@test.example }\n',
    '',
    ['1:1 verwerkingsverantwoordelijke: ontbreekt; voeg deze eigenschap toe'],
  ],
  [
    'a controller without an FG',
    ', fg: fg@test.example',
    '',
    ['2:31 verwerkingsverantwoordelijke.fg: ontbreekt; voeg deze eigenschap toe'],
  ],
  [
    'a controller without a name',
    'naam: Testziekenhuis',
    'naam: ""',
    ['2:39 verwerkingsverantwoordelijke.naam: mag niet leeg zijn; vul hier een tekst in'],
  ],
  [
    'an unknown property of the controller',
    'fg@test.example }',
    'fg@test.example, kvk: x }',
    ['2:76 verwerkingsverantwoordelijke.kvk: eigenschap "kvk" bestaat niet; kies uit: naam, fg'],
  ],
  [
    'a list item among doelen',
    '  declaratie:\n    versie',
    '  - versie',
    [
      '16:1 de inspringing klopt niet of hierboven ontbreekt een sluithaakje; zet wat bij elkaar hoort even ver naar rechts',
    ],
  ],
  [
    'an id with a capital',
    '  declaratie:\n',
    '  Declaratie:\n',
    [
      '4:3 doelen.Declaratie: deze naam kan niet; gebruik 1 tot 64 kleine letters, cijfers en streepjes, en begin met een letter of cijfer',
      '34:14 afnemers.zis.doelen[0]: doel "declaratie" bestaat niet; bedoelde u "Declaratie"?',
      '42:27 afnemers.erp.doelen[1]: doel "declaratie" bestaat niet; bedoelde u "Declaratie"?',
    ],
  ],
  [
    'an id with a space',
    '  crediteuren:\n',
    '  cre diteuren:\n',
    [
      '17:3 doelen.cre diteuren: deze naam kan niet; gebruik 1 tot 64 kleine letters, cijfers en streepjes, en begin met een letter of cijfer',
      '42:14 afnemers.erp.doelen[0]: doel "crediteuren" bestaat niet; bedoelde u "cre diteuren"?',
    ],
  ],
  [
    'an id that starts with a dash',
    '  erp:\n',
    '  -erp:\n',
    [
      '38:3 afnemers.-erp: deze naam kan niet; gebruik 1 tot 64 kleine letters, cijfers en streepjes, en begin met een letter of cijfer',
    ],
  ],
  [
    'an id of 65 characters',
    '  erp:\n',
    '  eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee:\n',
    [
      '38:3 afnemers.…: deze naam kan niet; gebruik 1 tot 64 kleine letters, cijfers en streepjes, en begin met een letter of cijfer',
    ],
  ],
  [
    '__proto__ as a doel',
    '  crediteuren:\n',
    '  __proto__:\n',
    [
      '17:3 doelen.__proto__: deze naam kan niet; gebruik 1 tot 64 kleine letters, cijfers en streepjes, en begin met een letter of cijfer',
      '42:14 afnemers.erp.doelen[0]: doel "crediteuren" bestaat niet; kies uit: declaratie, __proto__',
    ],
  ],
  [
    'constructor as an unknown doel',
    '[crediteuren, declaratie]',
    '[crediteuren, declaratie, constructor]',
    ['42:39 afnemers.erp.doelen[2]: doel "constructor" bestaat niet; kies uit: declaratie, crediteuren'],
  ],
  [
    'toString as an unknown property',
    '    limiet: 100',
    '    toString: 100',
    [
      '36:5 afnemers.zis.toString: eigenschap "toString" bestaat niet; kies uit: naam, contact, sleutels, certificaten, tokens, doelen, gewicht, limiet, rollen',
    ],
  ],
  [
    'a doel without contents',
    '  crediteuren:\n',
    '  leeg:\n  crediteuren:\n',
    ['17:8 doelen.leeg: moet een blok met eigenschappen zijn en is leeg'],
  ],
  [
    'a key pasted as a name',
    '  erp:\n',
    '  agb_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA:\n',
    [
      '38:3 afnemers.…: deze naam kan niet; gebruik 1 tot 64 kleine letters, cijfers en streepjes, en begin met een letter of cijfer',
    ],
  ],
]

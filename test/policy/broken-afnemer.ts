// Broken policies, each with every fault that must be named. One afnemer, and afnemers together.

import type { Broken } from './broken.ts'
import { fakeHash } from './valid.ts'

export const afnemer: readonly Broken[] = [
  ['a caller without a name', '    naam: ZIS\n', '', ['29:5 afnemers.zis.naam: ontbreekt; voeg deze eigenschap toe']],
  [
    'a caller without a contact',
    '    contact: zis@test.example\n',
    '',
    ['29:5 afnemers.zis.contact: ontbreekt; voeg deze eigenschap toe'],
  ],
  [
    'a caller without doelen',
    '    doelen: [declaratie]\n',
    '',
    ['29:5 afnemers.zis.doelen: ontbreekt; voeg deze eigenschap toe'],
  ],
  [
    'an unknown property of a caller',
    'limiet: 100',
    'limit: 100',
    ['36:5 afnemers.zis.limit: eigenschap "limit" bestaat niet; bedoelde u "limiet"?'],
  ],
  [
    'an unknown doel',
    'doelen: [declaratie]',
    'doelen: [declaratei]',
    ['34:14 afnemers.zis.doelen[0]: doel "declaratei" bestaat niet; bedoelde u "declaratie"?'],
  ],
  [
    'a doel twice',
    'doelen: [declaratie]',
    'doelen: [declaratie, declaratie]',
    ['34:26 afnemers.zis.doelen[1]: staat ook op regel 34 (afnemers.zis.doelen[0]); laat er één staan'],
  ],
  [
    'a doel as text',
    'doelen: [declaratie]',
    'doelen: declaratie',
    ['34:13 afnemers.zis.doelen: moet een lijst zijn en is tekst; schrijf [ … ] of regels met een streepje'],
  ],
  [
    'a bare hash',
    fakeHash('erp'),
    'd24f1f612642b77b75cdca5b84b6870c84b8d622801569749a1a31ba73bcb40f',
    [
      '41:16 afnemers.erp.sleutels[0]: moet sha256: met 64 hexadecimale tekens zijn, als tekst; agb-gateway sleutel maakt die regel',
    ],
  ],
  [
    'a hash of 63 digits',
    fakeHash('erp'),
    'sha256:d24f1f612642b77b75cdca5b84b6870c84b8d622801569749a1a31ba73bcb40',
    [
      '41:16 afnemers.erp.sleutels[0]: moet sha256: met 64 hexadecimale tekens zijn, als tekst; agb-gateway sleutel maakt die regel',
    ],
  ],
  [
    'a hash with another name',
    fakeHash('erp'),
    'sha512:d24f1f612642b77b75cdca5b84b6870c84b8d622801569749a1a31ba73bcb40f',
    [
      '41:16 afnemers.erp.sleutels[0]: moet sha256: met 64 hexadecimale tekens zijn, als tekst; agb-gateway sleutel maakt die regel',
    ],
  ],
  [
    'a real key instead of its hash',
    fakeHash('erp'),
    'agb_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    [
      '41:16 afnemers.erp.sleutels[0]: hier staat een sleutel zelf; trek hem in en zet de sha256-regel van een nieuwe neer',
    ],
  ],
  [
    'the hash of an empty key',
    fakeHash('erp'),
    fakeHash(''),
    ['41:16 afnemers.erp.sleutels[0]: is de hash van niets; maak een sleutel en gebruik zijn hash'],
  ],
  [
    'a key twice in one caller',
    fakeHash('zis 2'),
    fakeHash('zis 1'),
    ['31:91 afnemers.zis.sleutels[1]: staat ook op regel 31 (afnemers.zis.sleutels[0]); laat er één staan'],
  ],
  [
    'a key of two callers',
    fakeHash('erp'),
    fakeHash('zis 2'),
    ['41:16 afnemers.erp.sleutels[0]: staat ook op regel 31 (afnemers.zis.sleutels[1]); laat er één staan'],
  ],
  [
    'a key of two callers in capitals',
    fakeHash('erp'),
    fakeHash('zis 2').toUpperCase(),
    ['41:16 afnemers.erp.sleutels[0]: staat ook op regel 31 (afnemers.zis.sleutels[1]); laat er één staan'],
  ],
  [
    'a key as text',
    `["${fakeHash('erp')}"]`,
    `"${fakeHash('erp')}"`,
    ['41:15 afnemers.erp.sleutels: moet een lijst zijn en is tekst; schrijf [ … ] of regels met een streepje'],
  ],
  [
    'a key as a number',
    `["${fakeHash('erp')}"]`,
    '[12]',
    [
      '41:16 afnemers.erp.sleutels[0]: moet sha256: met 64 hexadecimale tekens zijn, als tekst; agb-gateway sleutel maakt die regel',
    ],
  ],
  [
    'a fingerprint with colons',
    fakeHash('zis certificaat'),
    'sha256:AB:CD:EF',
    [
      '32:20 afnemers.zis.certificaten[0]: moet sha256: met 64 hexadecimale tekens zijn, als tekst; neem de SHA-256-vingerafdruk zonder dubbele punten',
    ],
  ],
  [
    'a certificate of two callers',
    `    sleutels: ["${fakeHash('erp')}"]`,
    `    certificaten: ["${fakeHash('zis certificaat')}"]`,
    ['41:20 afnemers.erp.certificaten[0]: staat ook op regel 32 (afnemers.zis.certificaten[0]); laat er één staan'],
  ],
  [
    'an issuer without https',
    'https://idp',
    'http://idp',
    ['33:24 afnemers.zis.tokens[0].issuer: moet een https-adres zijn; neem de waarde van iss uit het token over'],
  ],
  [
    'a token without a client',
    'client: zis, ',
    '',
    ['33:14 afnemers.zis.tokens[0].client: ontbreekt; voeg deze eigenschap toe'],
  ],
  [
    'an unknown property of a token',
    'audience: agb',
    'audience: agb, scope: x',
    ['33:80 afnemers.zis.tokens[0].scope: eigenschap "scope" bestaat niet; kies uit: issuer, client, audience'],
  ],
  [
    'a token of two callers',
    `    sleutels: ["${fakeHash('erp')}"]`,
    '    tokens: [{ issuer: "https://idp.test.example", client: zis, audience: anders }]',
    ['41:14 afnemers.erp.tokens[0]: staat ook op regel 33 (afnemers.zis.tokens[0]); laat er één staan'],
  ],
  [
    'a share of zero',
    'gewicht: 2',
    'gewicht: 0',
    ['35:14 afnemers.zis.gewicht: moet een getal groter dan 0 zijn; pas het getal aan'],
  ],
  [
    'a share without bound',
    'gewicht: 2',
    'gewicht: .inf',
    ['35:14 afnemers.zis.gewicht: moet een getal groter dan 0 zijn; pas het getal aan'],
  ],
  [
    'a share that is no number',
    'gewicht: 2',
    'gewicht: .nan',
    ['35:14 afnemers.zis.gewicht: moet een getal groter dan 0 zijn; pas het getal aan'],
  ],
  [
    'a limit below zero',
    'limiet: 100',
    'limiet: -1',
    ['36:13 afnemers.zis.limiet: moet een getal groter dan 0 zijn; pas het getal aan'],
  ],
  [
    'a quoted limit',
    'limiet: 100',
    'limiet: "100"',
    [
      '36:13 afnemers.zis.limiet: moet een getal groter dan 0 zijn en is tekst; schrijf het getal zonder aanhalingstekens',
    ],
  ],
  [
    'a limit that is a list',
    'limiet: 100',
    'limiet: [100]',
    ['36:13 afnemers.zis.limiet: moet een getal groter dan 0 zijn en is een lijst'],
  ],
  [
    'an unknown role',
    '[beheer]',
    '[beheerder]',
    ['37:14 afnemers.zis.rollen[0]: rol "beheerder" bestaat niet; bedoelde u "beheer"?'],
  ],
  [
    'a role twice',
    '[beheer]',
    '[beheer, beheer]',
    ['37:22 afnemers.zis.rollen[1]: staat ook op regel 37 (afnemers.zis.rollen[0]); laat er één staan'],
  ],
  [
    'a faulty doel is not also unknown',
    'grondslag: avg-6-1-b',
    'grondslag: avg-7',
    [
      '20:16 doelen.crediteuren.grondslag: grondslag "avg-7" bestaat niet; kies uit: avg-6-1-a, avg-6-1-b, avg-6-1-c, avg-6-1-d, avg-6-1-e, avg-6-1-f',
    ],
  ],
]

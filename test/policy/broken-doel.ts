// Broken policies, each with every fault that must be named. One doel.

import type { Broken } from './broken.ts'

export const doel: readonly Broken[] = [
  [
    'no version of the doel',
    '    versie: 3\n',
    '',
    ['5:5 doelen.declaratie.versie: ontbreekt; voeg deze eigenschap toe'],
  ],
  [
    'a version of zero',
    'versie: 3',
    'versie: 0',
    ['5:13 doelen.declaratie.versie: moet een geheel getal vanaf 1 zijn; pas het getal aan'],
  ],
  [
    'a version that is no integer',
    'versie: 3',
    'versie: 3.5',
    ['5:13 doelen.declaratie.versie: moet een geheel getal vanaf 1 zijn; pas het getal aan'],
  ],
  [
    'a quoted version',
    'versie: 3',
    'versie: "3"',
    [
      '5:13 doelen.declaratie.versie: moet een geheel getal vanaf 1 zijn en is tekst; schrijf het getal zonder aanhalingstekens',
    ],
  ],
  [
    'a version of true',
    'versie: 3',
    'versie: true',
    ['5:13 doelen.declaratie.versie: moet een geheel getal vanaf 1 zijn en is true of false'],
  ],
  [
    'an unknown property of a doel',
    '    naam: Declareren',
    '    omschrijving: x\n    naam: Declareren',
    [
      '6:5 doelen.declaratie.omschrijving: eigenschap "omschrijving" bestaat niet; kies uit: versie, naam, grondslag, onderbouwing, partijtypen, bewerkingen, categorieen, rijfilter, geldigTot, goedgekeurd',
    ],
  ],
  [
    'a misspelt property of a doel',
    '    grondslag: avg-6-1-c',
    '    grondslg: avg-6-1-c',
    [
      '5:5 doelen.declaratie.grondslag: ontbreekt; voeg deze eigenschap toe',
      '7:5 doelen.declaratie.grondslg: eigenschap "grondslg" bestaat niet; bedoelde u "grondslag"?',
    ],
  ],
  [
    'a ground that does not exist',
    'avg-6-1-c',
    'avg-6-1-g',
    [
      '7:16 doelen.declaratie.grondslag: grondslag "avg-6-1-g" bestaat niet; kies uit: avg-6-1-a, avg-6-1-b, avg-6-1-c, avg-6-1-d, avg-6-1-e, avg-6-1-f',
    ],
  ],
  [
    'a ground in capitals',
    'avg-6-1-c',
    'AVG-6-1-C',
    ['7:16 doelen.declaratie.grondslag: grondslag "AVG-6-1-C" bestaat niet; bedoelde u "avg-6-1-c"?'],
  ],
  [
    'an empty justification',
    'onderbouwing: verplicht op de declaratie',
    'onderbouwing:',
    ['8:18 doelen.declaratie.onderbouwing: mag niet leeg zijn; vul hier een tekst in'],
  ],
  [
    'a name that is a number',
    'naam: Declareren',
    'naam: 12',
    ['6:11 doelen.declaratie.naam: moet tekst zijn en is een getal; zet er aanhalingstekens omheen'],
  ],
  [
    'a name that is true',
    'naam: Declareren',
    'naam: true',
    ['6:11 doelen.declaratie.naam: moet tekst zijn en is true of false; zet er aanhalingstekens omheen'],
  ],
  [
    'a name that is a list',
    'naam: Declareren',
    'naam: [Declareren]',
    ['6:11 doelen.declaratie.naam: moet tekst zijn en is een lijst'],
  ],
  [
    'a name over two lines',
    'naam: Declareren',
    'naam: "De\\nclareren"',
    ['6:11 doelen.declaratie.naam: bevat een regeleinde of een onzichtbaar teken; haal het weg'],
  ],
  [
    'a name with a hidden character',
    'naam: Declareren',
    'naam: "De\\u202Eclareren"',
    ['6:11 doelen.declaratie.naam: bevat een regeleinde of een onzichtbaar teken; haal het weg'],
  ],
  [
    'half a character',
    'naam: Declareren',
    'naam: "De\\ud800clareren"',
    ['6:11 doelen.declaratie.naam: bevat een regeleinde of een onzichtbaar teken; haal het weg'],
  ],
  [
    'a name of 201 characters',
    'naam: Declareren',
    'naam: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    ['6:11 doelen.declaratie.naam: is langer dan 200 tekens; maak de tekst korter'],
  ],
  [
    'no kinds of party',
    'partijtypen: [zorgverlener]',
    'partijtypen: []',
    ['9:18 doelen.declaratie.partijtypen: mag niet leeg zijn; noem er minstens één'],
  ],
  [
    'kinds of party as text',
    'partijtypen: [zorgverlener]',
    'partijtypen: zorgverlener',
    ['9:18 doelen.declaratie.partijtypen: moet een lijst zijn en is tekst; schrijf [ … ] of regels met een streepje'],
  ],
  [
    'a misspelt kind of party',
    '[zorgverlener]',
    '[zorgverlner]',
    ['9:19 doelen.declaratie.partijtypen[0]: partijtype "zorgverlner" bestaat niet; bedoelde u "zorgverlener"?'],
  ],
  [
    'a kind of party twice',
    '[onderneming, vestiging]',
    '[onderneming, onderneming]',
    [
      '22:32 doelen.crediteuren.partijtypen[1]: staat ook op regel 22 (doelen.crediteuren.partijtypen[0]); laat er één staan',
    ],
  ],
  [
    'no operations',
    'bewerkingen: [detail]',
    'bewerkingen:',
    ['10:17 doelen.declaratie.bewerkingen: moet een lijst zijn en is leeg; schrijf [ … ] of regels met een streepje'],
  ],
  [
    'a misspelt operation',
    '[detail, organisatie]',
    '[detial, organisatie]',
    ['23:19 doelen.crediteuren.bewerkingen[0]: bewerking "detial" bestaat niet; bedoelde u "detail"?'],
  ],
  [
    'an operation twice',
    '[detail, organisatie]',
    '[detail, detail]',
    [
      '23:27 doelen.crediteuren.bewerkingen[1]: staat ook op regel 23 (doelen.crediteuren.bewerkingen[0]); laat er één staan',
    ],
  ],
  [
    'an operation as a block',
    '[detail, organisatie]',
    '[{ detail: ja }]',
    ['23:19 doelen.crediteuren.bewerkingen[0]: moet tekst zijn en is een blok met eigenschappen'],
  ],
  [
    'no categories',
    '    categorieen:\n      identificatie: staat op de declaratie\n      naam: controle van de code\n',
    '    categorieen: {}\n',
    ['11:18 doelen.declaratie.categorieen: mag niet leeg zijn; vul minstens één regel in'],
  ],
  [
    'categories as a list',
    '    categorieen:\n      identificatie: staat op de declaratie\n      naam: controle van de code\n',
    '    categorieen: [naam]\n',
    ['11:18 doelen.declaratie.categorieen: moet een blok met eigenschappen zijn en is een lijst'],
  ],
  [
    'a category without a reason',
    'naam: controle van de code',
    'naam:',
    ['13:12 doelen.declaratie.categorieen.naam: mag niet leeg zijn; vul hier een tekst in'],
  ],
  [
    'a category with a blank reason',
    'naam: controle van de code',
    'naam: "  "',
    ['13:13 doelen.declaratie.categorieen.naam: mag niet leeg zijn; vul hier een tekst in'],
  ],
  [
    'a misspelt category',
    '      naam: controle',
    '      naem: controle',
    ['13:7 doelen.declaratie.categorieen.naem: categorie "naem" bestaat niet; bedoelde u "naam"?'],
  ],
  [
    'a category that does not exist',
    '      naam: controle',
    '      burgerservicenummer: controle',
    [
      '13:7 doelen.declaratie.categorieen.burgerservicenummer: categorie "burgerservicenummer" bestaat niet; bedoelde u "registratienummer"?',
    ],
  ],
  [
    'two faulty categories at once',
    '      naam: controle van de code',
    '      naem: controle\n      geslacht: 1',
    [
      '13:7 doelen.declaratie.categorieen.naem: categorie "naem" bestaat niet; bedoelde u "naam"?',
      '14:17 doelen.declaratie.categorieen.geslacht: moet tekst zijn en is een getal; zet er aanhalingstekens omheen',
    ],
  ],
]

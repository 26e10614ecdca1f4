// Broken policies, each with every fault that must be named. How the file is written: syntax, and what YAML could hide.

import type { Broken } from './broken.ts'

export const bestand: readonly Broken[] = [
  [
    'a bracket that is never closed',
    'partijtypen: [zorgverlener]',
    'partijtypen: [zorgverlener',
    [
      '10:5 de inspringing klopt niet of hierboven ontbreekt een sluithaakje; zet wat bij elkaar hoort even ver naar rechts',
    ],
  ],
  [
    'a quote that is never closed',
    '["03", "57"]',
    '["03, "57"]',
    ['14:36 er ontbreekt een teken, zoals een aanhalingsteken, dubbele punt of haakje; vul het aan'],
  ],
  [
    'a tab as indentation',
    '    versie: 3',
    '\tversie: 3',
    [
      '5:1 hier wordt met een tab ingesprongen; gebruik spaties',
      '6:11 de opmaak klopt niet; kijk naar inspringing, dubbele punt en haakjes op deze plek',
      '7:16 de opmaak klopt niet; kijk naar inspringing, dubbele punt en haakjes op deze plek',
    ],
  ],
  [
    'uneven indentation',
    '    naam: Declareren',
    '   naam: Declareren',
    [
      '6:1 de inspringing klopt niet of hierboven ontbreekt een sluithaakje; zet wat bij elkaar hoort even ver naar rechts',
      '7:16 de opmaak klopt niet; kijk naar inspringing, dubbele punt en haakjes op deze plek',
      '8:19 de opmaak klopt niet; kijk naar inspringing, dubbele punt en haakjes op deze plek',
    ],
  ],
  [
    'a second document',
    'afnemers:\n',
    '---\nafnemers:\n',
    ['27:1 het bestand heeft meer dan één document (---); houd er één over'],
  ],
  [
    'an unknown escape',
    'naam: Declareren',
    'naam: "a\\q"',
    ['6:13 onbekend teken na \\; schrijf \\\\ of gebruik enkele aanhalingstekens'],
  ],
  [
    'a list as a name',
    '    naam: Declareren',
    '    ? [naam]\n    : Declareren',
    ['6:7 de naam van een eigenschap moet een enkel woord zijn; schrijf hem als tekst'],
  ],
  [
    'a stray comma',
    '[detail, organisatie]',
    '[detail, , organisatie]',
    ['23:27 de opmaak klopt niet; kijk naar inspringing, dubbele punt en haakjes op deze plek'],
  ],
  [
    'an anchor',
    'versie: 3',
    'versie: &drie 3',
    ['5:19 doelen.declaratie.versie: draagt een anker (&); haal het weg en schrijf herhaalde waarden voluit'],
  ],
  [
    'an alias',
    'onderbouwing: betalen van rekeningen',
    'onderbouwing: *tekst',
    ['21:19 doelen.crediteuren.onderbouwing: verwijst naar een anker (*); schrijf de waarde hier voluit'],
  ],
  [
    'an alias of an anchor on a block',
    '  crediteuren:\n',
    '  kopie: *d\n  crediteuren:\n',
    ['17:10 doelen.kopie: verwijst naar een anker (*); schrijf de waarde hier voluit'],
  ],
  ['a tag', 'versie: 3', 'versie: !!int 3', ['5:19 doelen.declaratie.versie: draagt een tag (!); haal de tag weg']],
  [
    'a tag of its own',
    'naam: Declareren',
    'naam: !geheim Declareren',
    ['6:19 doelen.declaratie.naam: draagt een tag (!); haal de tag weg'],
  ],
  [
    'a merge key',
    '      naam: controle van de code\n',
    '      naam: controle van de code\n      <<: { titel: x }\n',
    [
      '14:7 doelen.declaratie.categorieen.<<: categorie "<<" bestaat niet; kies uit: identificatie, geldigheid, zorgsoort, naam, geboortenaam, geboortedatum, geslacht, titel, kwalificatie, erkenning, registratienummer, organisatienaam, adres, communicatie, relatie, relatienaam, organisatiestructuur, beheerder, techniek, referentie',
      '14:11 doelen.declaratie.categorieen.<<: moet tekst zijn en is een blok met eigenschappen',
    ],
  ],
  [
    'a YAML directive',
    'versie: 1\nverw',
    '%YAML 1.1\n---\nversie: 1\nverw',
    ['1:1 het bestand begint met een regel met % (een YAML-richtlijn); haal die weg'],
  ],
  [
    'an unknown directive',
    'versie: 1\nverw',
    '%AGB 1\n---\nversie: 1\nverw',
    ['1:1 het bestand begint met een regel met % (een YAML-richtlijn); haal die weg'],
  ],
  [
    'a name that stands twice',
    '      naam: controle van de code\n',
    '      naam: controle van de code\n      naam: nog eens\n',
    ['14:7 doelen.declaratie.categorieen.naam: staat twee keer in hetzelfde blok, ook op regel 13; laat er één staan'],
  ],
  [
    'a doel that stands twice',
    '  crediteuren:\n',
    '  declaratie:\n',
    [
      '17:3 doelen.declaratie: staat twee keer in hetzelfde blok, ook op regel 4; laat er één staan',
      '42:14 afnemers.erp.doelen[0]: doel "crediteuren" bestaat niet; kies uit: declaratie',
    ],
  ],
  [
    'nesting without end',
    '["03", "57"]',
    '[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]',
    [
      '14:30 doelen.declaratie.rijfilter.zorgsoort[0]: moet tekst zijn en is een lijst',
      '14:42 doelen.declaratie.rijfilter.zorgsoort[0][0][0][0][0][0][0][0][0][0][0][0][0]: staat meer dan 16 niveaus diep; een policy heeft er hoogstens zes',
    ],
  ],
]

// A valid policy that uses every property once, as text, for tests that break it.

import { createHash } from 'node:crypto'

/** A hash of a word, so that nobody can mistake it for one of a real key. */
export const fakeHash = (word: string): string => `sha256:${createHash('sha256').update(word).digest('hex')}`

export const validPolicy = `versie: 1
verwerkingsverantwoordelijke: { naam: Testziekenhuis, fg: fg@test.example }
doelen:
  declaratie:
    versie: 3
    naam: Declareren
    grondslag: avg-6-1-c
    onderbouwing: verplicht op de declaratie
    partijtypen: [zorgverlener]
    bewerkingen: [detail]
    categorieen:
      identificatie: staat op de declaratie
      naam: controle van de code
    rijfilter: { zorgsoort: ["03", "57"] }
    geldigTot: 2028-01-31
    goedgekeurd: { door: [fg, financien], op: 2026-11-01, herzienVoor: 2027-11-01 }
  crediteuren:
    versie: 1
    naam: Crediteuren
    grondslag: avg-6-1-b
    onderbouwing: betalen van rekeningen
    partijtypen: [onderneming, vestiging]
    bewerkingen: [detail, organisatie]
    categorieen:
      identificatie: sleutel van de crediteur
      organisatienaam: staat op de rekening
afnemers:
  zis:
    naam: ZIS
    contact: zis@test.example
    sleutels: ["${fakeHash('zis 1')}", "${fakeHash('zis 2')}"]
    certificaten: ["${fakeHash('zis certificaat')}"]
    tokens: [{ issuer: "https://idp.test.example", client: zis, audience: agb }]
    doelen: [declaratie]
    gewicht: 2
    limiet: 100
    rollen: [beheer]
  erp:
    naam: ERP
    contact: erp@test.example
    sleutels: ["${fakeHash('erp')}"]
    doelen: [crediteuren, declaratie]
`

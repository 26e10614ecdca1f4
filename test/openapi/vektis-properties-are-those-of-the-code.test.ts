// Document and code demand the same of every property: type, null, length, format, category, and that it is there.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Antwoordsoort, antwoorden } from '../../src/domain/antwoorden.ts'
import { type OpenApiDocument, readDocument, type Schema, VEKTIS_DOCUMENT } from '../support/openapi-document.ts'
import { properties } from '../support/openapi-properties.ts'

const document = await readDocument(VEKTIS_DOCUMENT)
const names = Object.keys(antwoorden) as Antwoordsoort[]

const documented = (from: OpenApiDocument, name: Antwoordsoort) =>
  Object.fromEntries(properties(from, { $ref: `#/components/schemas/${name}` }))
const coded = (name: Antwoordsoort) =>
  Object.fromEntries(properties(document, JSON.parse(JSON.stringify(antwoorden[name])) as Schema))

for (const name of names) {
  test(`${name} is the same on both sides`, () => {
    assert.deepEqual(documented(document, name), coded(name))
  })
}

/** One departure each; the comparison is worth nothing when it lets one of them pass. */
const departures: Record<string, (schemas: Record<string, Schema>) => unknown> = {
  'another length': (schemas) => ((schemas['Zorgverlener']?.properties?.['Achternaam'] ?? {})['maxLength'] = 61),
  'another type': (schemas) => ((schemas['Adres']?.properties?.['Huisnummer'] ?? {}).type = 'string'),
  'another format': (schemas) => ((schemas['Datum'] ?? {})['format'] = 'date-time'),
  'another category': (schemas) =>
    ((schemas['Zorgverlener']?.properties?.['GeboorteDatum'] ?? {})['x-categorie'] = 'naam'),
  'no null where it comes': (schemas) => ((schemas['Einddatum'] ?? {}).type = 'string'),
  'null where none comes': (schemas) =>
    ((schemas['Kwalificatie']?.properties?.['Omschrijving'] ?? {}).type = ['string', 'null']),
  'a property too few': (schemas) => delete schemas['Erkenning']?.properties?.['RegistratieNummer'],
  'a property too many': (schemas) =>
    Object.assign(schemas['Erkenning']?.properties ?? {}, { Nieuw: { type: 'string', 'x-categorie': 'erkenning' } }),
  'a demand the code does not make': (schemas) =>
    ((schemas['Adres']?.properties?.['Straat'] ?? {})['enum'] = ['Proefstraat']),
}

for (const [departure, make] of Object.entries(departures)) {
  test(`${departure} is seen`, () => {
    const changed = structuredClone(document)
    make(changed.components.schemas)
    assert.throws(() => {
      for (const name of names) assert.deepEqual(documented(changed, name), coded(name))
    }, assert.AssertionError)
  })
}

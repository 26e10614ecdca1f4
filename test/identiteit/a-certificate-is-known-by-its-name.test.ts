// The name of a certificate as the policy writes it: RFC 4514, in one spelling.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { subjectVan } from '../../src/identiteit/certificaat.ts'

test('the last part comes first', () => {
  assert.equal(subjectVan('C=NL\nO=Ziekenhuis\nCN=zis'), 'subject:CN=zis,O=Ziekenhuis,C=NL')
  assert.equal(subjectVan('CN=zis'), 'subject:CN=zis')
})

test('what Node escaped stays escaped', () => {
  assert.equal(subjectVan(String.raw`O=A\, B\+C` + '\nCN=zis'), String.raw`subject:CN=zis,O=A\, B\+C`)
})

test('a part of several attributes, or no name at all, is nobody', () => {
  assert.equal(subjectVan('C=NL\nOU=a + CN=zis'), undefined)
  assert.equal(subjectVan(''), undefined)
})

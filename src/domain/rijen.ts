// Where an answer holds rows about other parties, and where such a row says who and what they are.

import type { Antwoordsoort } from './antwoorden.ts'

export interface Rijen {
  /** The list of rows. */
  lijst: string
  /** Where a row holds the kind of its party; absent where rows of any kind go with the answer. */
  partijtype?: string
  /** Where a row holds the zorgsoort of its party, for row filters. */
  zorgsoort?: string
}

/** Vestigingen of an onderneming go with its structure; relaties, mutaties and lijst are narrowed per kind of party. */
export const rijen: Partial<Record<Antwoordsoort, Rijen>> = {
  ZorgpartijRelaties: { lijst: 'Relaties', partijtype: 'ZorgpartijType' },
  OndernemingOrganisatie: { lijst: 'Vestigingen' },
  ZorgpartijMutaties: { lijst: 'Zorgpartijen', partijtype: 'ZorgpartijType' },
  ActieveZorgpartijen: { lijst: 'Data', partijtype: 'Type', zorgsoort: 'Zorgsoort' },
}

type Json = Record<string, unknown>

const object = (waarde: unknown): Json | undefined =>
  typeof waarde === 'object' && waarde !== null && !Array.isArray(waarde) ? (waarde as Json) : undefined

/** `veld.Code` of a document or row, as text. */
export function leesCode(drager: unknown, veld: string): string | undefined {
  const code = object(object(drager)?.[veld])?.Code
  return typeof code === 'string' ? code : undefined
}

/** The AGB-code of a document or row. */
export function leesAgbcode(drager: unknown): string | undefined {
  const code = object(drager)?.AGBCode
  return typeof code === 'string' ? code : undefined
}

/** Every AGB-code that stands anywhere in a document: whose mutation touches it. */
export function alleAgbcodes(document: unknown, gevonden = new Set<string>()): Set<string> {
  if (Array.isArray(document)) for (const deel of document) alleAgbcodes(deel, gevonden)
  else if (object(document)) {
    const code = leesAgbcode(document)
    if (code && /^[0-9]{8}$/.test(code)) gevonden.add(code)
    for (const deel of Object.values(document as Json)) if (typeof deel === 'object') alleAgbcodes(deel, gevonden)
  }
  return gevonden
}

// What changed in what is held, for the audit: which categories, by keyed hashes of before and after, never a value.

import { createHmac } from 'node:crypto'
import type { Entry } from '../cache/entry.ts'
import type { Categorie } from '../domain/categorie.ts'
import { type Knoop, categorieenVan, structuren } from '../domain/structuur.ts'
import type { Keys } from '../lib/keys.ts'
import { agbcodeVan, bevragingVan } from './sleutel.ts'

/**
 * `vervangen`: another document took its place. `verwijderd`: the party is gone at Vektis. `niet-ververst`: named, and not
 * fetched anew within an hour. `wacht`: too many erasures at once, a person decides.
 */
export type Gebeurtenis = 'vervangen' | 'verwijderd' | 'niet-ververst' | 'wacht'

/** Keyed hashes; null: there was nothing, or there is nothing any more. */
export interface VoorEnNa {
  readonly voor: string | null
  readonly na: string | null
}

export interface Wijziging {
  gebeurtenis: Gebeurtenis
  /** Whom it is about, to be written as a pseudonym only. */
  agbcode: string | null
  /** Which questions' answers. */
  bevragingen: readonly string[]
  /** Of one answer that was replaced; else empty. */
  categorieen: Partial<Record<Categorie, VoorEnNa>>
  /** Answers that went, for an erasure. */
  aantal: number
}

/** 128 bits, as pseudonyms have. */
const LENGTH = 32

/**
 * A value of a register can be guessed, as a code can: without the key its hash would give it away. Code and category are
 * mixed in, so that equal values of two parties do not look alike.
 */
export const createKenmerk =
  (keys: () => Keys) =>
  (agbcode: string, categorie: Categorie, waarden: string): string => {
    const [{ id, key }] = keys()
    const text = JSON.stringify([agbcode, categorie, waarden])
    return `${id}:${createHmac('sha256', key).update(text).digest('hex').slice(0, LENGTH)}`
  }

/** What of a document belongs to one category, in its place; rows in an order of their own, for Vektis promises none. */
function deelVan(knoop: Knoop, waarde: unknown, categorie: Categorie): unknown {
  if (!categorieenVan(knoop).has(categorie) || waarde === undefined) return undefined
  if (knoop.soort === 'blad' || waarde === null) return waarde
  if (knoop.soort === 'lijst')
    return Array.isArray(waarde)
      ? waarde.map((item) => JSON.stringify(deelVan(knoop.item, item, categorie)) ?? '').sort()
      : undefined
  const drager = waarde as Record<string, unknown>
  return [...knoop.velden].flatMap(([naam, deel]) => {
    const binnen = deelVan(deel, drager[naam], categorie)
    return binnen === undefined ? [] : [[naam, binnen]]
  })
}

/**
 * What is different in the later of two entries under one key, or undefined when nothing is. Only of categories that both
 * were cut to: what the policy lets go or take in is not a change of the register.
 */
export function vergelijk(
  sleutel: string,
  voor: Entry,
  na: Entry,
  kenmerk: ReturnType<typeof createKenmerk>,
): Wijziging | undefined {
  const bevraging = bevragingVan(sleutel)
  if (!bevraging) return undefined
  const agbcode = agbcodeVan(sleutel)
  const knoop = structuren[bevraging.antwoord]
  const categorieen: Partial<Record<Categorie, VoorEnNa>> = {}
  for (const categorie of categorieenVan(knoop)) {
    if (!voor.scope.includes(categorie) || !na.scope.includes(categorie)) continue
    const [eerst, nu] = [voor, na].map(({ document }) =>
      document === undefined ? undefined : JSON.stringify(deelVan(knoop, document, categorie)),
    )
    if (eerst === nu) continue
    const merk = (waarden: string | undefined) =>
      waarden === undefined ? null : kenmerk(agbcode ?? '', categorie, waarden)
    categorieen[categorie] = { voor: merk(eerst), na: merk(nu) }
  }
  if (Object.keys(categorieen).length === 0) return undefined
  return { gebeurtenis: 'vervangen', agbcode: agbcode ?? null, bevragingen: [bevraging.id], categorieen, aantal: 0 }
}

// From what was read to what goes out: filtered once per doel, kept ready, with its validator and headers.

import { createHash } from 'node:crypto'
import type { Entry } from '../cache/entry.ts'
import { compileFilter, type Filter } from '../doelbinding/filter-velden.ts'
import type { Doel } from '../doelbinding/policy.ts'
import type { Antwoordsoort } from '../domain/antwoorden.ts'
import { leesAgbcode } from '../domain/rijen.ts'
import type { Lezing } from './read.ts'
import type { Vraag } from './vraag.ts'

/** An answer for one doel, ready to be sent. */
export interface Ready {
  body: Buffer
  /** Strong (RFC 9110 8.8.1): of the doel with its version, and of the bytes. */
  etag: string
  /** Pseudonyms of everyone of whom it gives a value. */
  betrokkenen: readonly string[]
  uitgeleverd: readonly string[]
  weggelaten: readonly string[]
  /** What keeping it costs, in bytes. */
  bytes: number
}

export interface RenderParts {
  pseudonym: (agbcode: string) => string
  /** Keeps what was made with the held entry, under a name. */
  keepReady: (key: string, entry: Entry, name: string, make: () => Ready) => Ready
}

const OVERHEAD = 400

export function createRender({ pseudonym, keepReady }: RenderParts) {
  const filters = new WeakMap<Doel | typeof zonderDoel, Map<Antwoordsoort, Filter>>()
  const filterVan = (soort: Antwoordsoort, doel: Doel | undefined): Filter => {
    const perSoort = filters.get(doel ?? zonderDoel) ?? new Map<Antwoordsoort, Filter>()
    filters.set(doel ?? zonderDoel, perSoort)
    const filter = perSoort.get(soort) ?? compileFilter(soort, doel)
    perSoort.set(soort, filter)
    return filter
  }

  /** The ready answer of a kept document for a doel of the policy with this hash. */
  return function render(vraag: Vraag, entry: Entry, doel: Doel | undefined, policyHash: string): Ready {
    const naam = doel?.naamVersie ?? '-'
    return keepReady(vraag.sleutel, entry, `${policyHash}/${naam}`, () => {
      const { filter, uitgeleverd, weggelaten } = filterVan(vraag.bevraging.antwoord, doel)
      const { document, wederpartijen } = filter(entry.document)
      const body = Buffer.from(JSON.stringify(document))
      const digest = createHash('sha256').update(naam).update('\0').update(body).digest('base64url')
      const codes = new Set(wederpartijen)
      if (vraag.agbcode !== undefined) codes.add(vraag.agbcode)
      // Asked by the code of a vestiging, its organisation is an answer about the onderneming above it.
      const gegeven = leesAgbcode(entry.document)
      if (gegeven !== undefined) codes.add(gegeven)
      const betrokkenen = [...codes].map(pseudonym)
      return {
        body,
        etag: `"${digest}"`,
        betrokkenen,
        uitgeleverd,
        weggelaten,
        bytes: body.length + 100 * codes.size + OVERHEAD,
      }
    })
  }
}

const zonderDoel = {}

/**
 * Headers of a 200 and of the 304 that stands for it.
 * @param actueel the moment as of which it is proven current, as `now` in ms since the epoch
 */
export function headersVan(
  ready: Ready,
  lezing: Lezing,
  doel: Doel | undefined,
  { actueel, now }: { actueel: number; now: number },
): Record<string, string> {
  const { fetchedAt } = lezing.entry
  return {
    ETag: ready.etag,
    Vary: 'Authorization, X-API-Key, X-Doelbinding',
    Age: String(Math.max(0, Math.floor((now - fetchedAt) / 1000))),
    'Cache-Control': 'private, no-cache',
    'Cache-Status': lezing.cacheStatus,
    ...(doel && { 'AGB-Doel': doel.naamVersie }),
    ...(ready.weggelaten.length > 0 && { 'AGB-Weggelaten': ready.weggelaten.join(', ') }),
    'AGB-Opgehaald-Op': new Date(fetchedAt).toISOString(),
    'AGB-Actueel-Op': new Date(actueel).toISOString(),
    ...(lezing.onbewezen && { 'AGB-Onbewezen': lezing.onbewezen }),
  }
}

/** Does If-None-Match name this validator? `*` alone, or weak comparison with each (RFC 9110 13.1.2). */
export const matches = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch !== undefined &&
  (ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((deel) => deel.trim().replace(/^W\//, '') === etag))

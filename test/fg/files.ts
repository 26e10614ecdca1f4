// Audit files for tests of reading: whole chains of lines with moments that the test chooses.

import { writeFileSync } from 'node:fs'
import { link, writeBody } from '../../src/audit/chain.ts'
import type { Regel } from '../../src/domain/regel.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { createLezing, type LezingParts } from '../../src/fg/lezing.ts'
import { onbegrensd } from '../../src/fg/periode.ts'
import { makeRegel } from '../audit/parts.ts'

export const MOMENT = Date.parse('2026-11-22T12:00:00Z')

/** The text of a chain: a line per change, a second apart from the moment on. */
export const chain = (changes: ReadonlyArray<Partial<Regel>>, keten = 'keten', moment = MOMENT): string =>
  link(
    changes.map((change, index) => writeBody(makeRegel(change), new Date(moment + index * 1000).toISOString())),
    { keten, volgnummer: 0, hash: null },
  ).lines

export const writeLines = (path: string, ids: readonly string[], moment = MOMENT): void =>
  writeFileSync(
    path,
    chain(
      ids.map((verzoekId) => ({ verzoekId })),
      path,
      moment,
    ),
  )

/** Reads all there is: the ids of the lines, and what could not be read. */
export async function readIds(parts: Partial<LezingParts> & Pick<LezingParts, 'list'>) {
  const { regels, onleesbaar, bestanden } = createLezing({ periode: onbegrensd, clock: systemClock, ...parts })
  const ids: string[] = []
  for await (const { verzoekId } of regels) ids.push(verzoekId)
  return { ids, onleesbaar, bestanden: bestanden() }
}

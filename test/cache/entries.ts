// Entries for tests: one that is fresh now, with what the test says otherwise.

import type { Entry } from '../../src/cache/entry.ts'
import type { Clock } from '../../src/lib/clock.ts'

const HOUR = 3_600_000

export function entryAt(clock: Clock, other: Partial<Entry> = {}): Entry {
  const fetchedAt = other.fetchedAt ?? clock.now()
  return {
    fetchedAt,
    staleAt: fetchedAt + HOUR,
    deleteAt: fetchedAt + 2 * HOUR,
    scope: ['identificatie', 'naam'],
    tags: ['12345678'],
    document: { naam: 'Jansen', rijen: [1, null, 'ş'] },
    ...other,
  }
}

// A source of a few parties, with the list of what changed, and doors that a test can hold shut.

import type { Dag } from '../../src/domain/datum.ts'
import type { Entry } from '../../src/cache/entry.ts'
import { alleAgbcodes } from '../../src/domain/rijen.ts'
import { beginVan } from '../../src/mutaties/vanaf.ts'
import type { FakeClock } from '../support/fake-clock.ts'

const HOUR = 3_600_000
/** Longer than any test, so that nothing goes by itself. */
const LIFE = 20 * 24 * HOUR
export const SCOPE = ['geldigheid', 'identificatie', 'naam', 'relatie', 'relatienaam']

export const zorgverlener = (code: string, naam: string) => ({ AGBCode: code, Achternaam: naam })
export const relaties = (code: string, ...others: string[]) => ({
  AGBCode: code,
  Relaties: others.map((AGBCode) => ({ AGBCode, Naam: `N ${AGBCode}` })),
})

export type Failure = 'fails'

export function createRegister(clock: FakeClock) {
  const documents = new Map<string, unknown>()
  const changes: Array<{ code: string; at: number }> = []
  const failing = new Map<string, Failure>()
  const doors = new Map<string, { arrived: () => void; opened: Promise<void> }>()
  const calls: string[] = []

  /** What it asks for is decided when the source looks; the answer passes the door afterwards. */
  async function through(key: string): Promise<void> {
    const door = doors.get(key)
    doors.delete(key)
    door?.arrived()
    await door?.opened
  }

  return {
    calls,
    /** Puts a document under a key, or takes it away. No list tells of it. */
    put: (key: string, document: unknown) => {
      if (document === undefined) documents.delete(key)
      else documents.set(key, document)
    },
    /** From now on every list that reaches back to now names it. */
    change: (code: string) => void changes.push({ code, at: clock.now() }),
    fail: (key: string) => void failing.set(key, 'fails'),
    recover: (key: string) => void failing.delete(key),
    /** Holds the next answer to this key back, after it was made. */
    hold: (key: string) => {
      const arrived = Promise.withResolvers<void>()
      const open = Promise.withResolvers<void>()
      doors.set(key, { arrived: arrived.resolve, opened: open.promise })
      return { arrived: arrived.promise, release: open.resolve }
    },
    ask: async (dag: Dag) => {
      calls.push('lijst')
      const startedAt = clock.now()
      if (failing.has('lijst')) throw new Error('the list fails')
      const since = beginVan(dag)
      const codes = [...new Set(changes.filter(({ at }) => at >= since).map(({ code }) => code))]
      await through('lijst')
      return { codes, startedAt, answeredAt: clock.now() }
    },
    /** As a fetch gives it, nothing kept yet. */
    fetch: async (key: string): Promise<Entry> => {
      calls.push(key)
      const fetchedAt = clock.now()
      if (failing.has(key)) throw new Error('the fetch fails')
      const document = structuredClone(documents.get(key))
      await through(key)
      const code = key.split('/')[1] ?? ''
      return {
        fetchedAt,
        staleAt: fetchedAt + 24 * HOUR,
        deleteAt: fetchedAt + LIFE,
        scope: SCOPE,
        tags: [...alleAgbcodes(document).add(code)].sort(),
        document,
      }
    },
  }
}

export type Register = ReturnType<typeof createRegister>

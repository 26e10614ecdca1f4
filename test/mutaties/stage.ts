// A gateway without Redis before a small register: a memory, its table, and all of mutaties on a clock of the test.

import type { TestContext } from 'node:test'
import type { Entry } from '../../src/cache/entry.ts'
import { createFreshness } from '../../src/cache/freshness.ts'
import type { Feed } from '../../src/cache/freshness-proof.ts'
import { createLocalLog } from '../../src/cache/purge-local.ts'
import { createLocalWord } from '../../src/cache/purge-word.ts'
import { createTaggedMemory } from '../../src/cache/tags-memory.ts'
import { readKeys } from '../../src/lib/keys.ts'
import { createGevraagd } from '../../src/mutaties/gevraagd.ts'
import { createMutaties } from '../../src/mutaties/mutaties.ts'
import type { Wijziging } from '../../src/mutaties/wijziging.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createRegister } from './register.ts'

export const POLL_MS = 60_000

export interface StageOptions {
  /** What is held, and what the feed proved, when this dispatcher begins. */
  held?: Record<string, Entry>
  feed?: Feed
}

export function startStage(
  t: TestContext,
  start = Date.parse('2026-11-18T10:00:00Z'),
  { held: before = {}, feed }: StageOptions = {},
) {
  const clock = createFakeClock(start)
  const register = createRegister(clock)
  const freshness = createFreshness({ clock })
  const entries = new Map(Object.entries(before))
  if (feed) freshness.apply({ kind: 'polled', feed })
  const memory = {
    entries: () => entries,
    set: async (key: string, entry: Entry) => void entries.set(key, entry),
    delete: async (key: string) => void entries.delete(key),
  }
  const tagged = createTaggedMemory({
    memory,
    isErased: (entry) => freshness.judge(entry).state === 'erased',
    onEvent: freshness.apply,
  })
  const wijzigingen: Wijziging[] = []
  const faults: unknown[] = []
  const confirmed: number[] = []
  const rounds: Array<{ ms: number; keys: number }> = []

  /** As the gateway does it: one call, and then it is decided what becomes of the answer. */
  async function fetch(key: string): Promise<Entry> {
    const entry = await register.fetch(key)
    await mutaties.landed(key, entry)
    return entry
  }

  const gevraagd = createGevraagd({ clock })
  const mutaties = createMutaties({
    clock,
    pollEveryMs: POLL_MS,
    freshness,
    log: createLocalLog({ onEvent: freshness.apply }),
    tagged,
    word: createLocalWord(),
    heldEntry: async (key) => entries.get(key),
    ask: register.ask,
    fetch,
    gevraagd,
    keys: () => readKeys('a'.repeat(64)),
    onWijziging: (wijziging) => void wijzigingen.push(wijziging),
    onPolled: () => {},
    onConfirmed: (parties) => void confirmed.push(parties),
    onRound: (ms, keys) => void rounds.push({ ms, keys }),
    onFault: (fault) => void faults.push(fault),
  })
  const held = new AbortController()
  const running = mutaties.run(held.signal)
  t.after(async () => {
    held.abort()
    mutaties.close()
    await running
  })

  return {
    clock,
    register,
    freshness,
    entries,
    tagged,
    mutaties,
    wijzigingen,
    faults,
    confirmed,
    rounds,
    fetch,
    stateOf: (key: string) => {
      const entry = entries.get(key)
      return entry && freshness.judge(entry).state
    },
    documentOf: (key: string) => entries.get(key)?.document,
    /** Calls for a key. */
    fetched: (key: string) => register.calls.filter((call) => call === key).length,
    /** Until the next poll is over, with what it leads to. */
    poll: () => clock.advance(POLL_MS),
  }
}

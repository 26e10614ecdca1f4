// Asks for what is not held, wherever the dispatcher is, and holds in this process what comes.

import type { Entry } from '../cache/entry.ts'
import type { MemoryStore, Ready } from '../cache/memory-store.ts'
import { type Ask, NoPlace, type Question } from '../dispatch/question.ts'
import type { Fetched } from './fetch-entry.ts'
import type { Vraag } from './vraag.ts'

export interface AskAndKeepParts {
  ask: Ask<Vraag, Fetched>
  /** The cache in this process. The shared one is written by whoever fetched. */
  near: Pick<MemoryStore<Ready>, 'peek' | 'set'>
}

/**
 * As `Ask`, for an answer that is `enough`. Looks once more in this process, in the tick in which it asks:
 *   A and B look and find nothing → A asks → the answer comes and is kept, its call is over → B asks: a second call
 * What another replica fetched may come before its call is over: then it is kept after a word of that, and B joins the call.
 */
export type AskAndKeep = (
  question: Question<Vraag>,
  enough: (entry: Entry) => boolean,
  signal?: () => AbortSignal,
) => Promise<Entry> | NoPlace

export function createAskAndKeep({ ask, near }: AskAndKeepParts): AskAndKeep {
  async function keep(key: string, { entry, mayBeHeld }: Fetched): Promise<Entry> {
    // What this process fetched itself stands there already, with the answers made from it.
    if (mayBeHeld && near.peek(key) !== entry) await near.set(key, entry)
    return entry
  }

  return (question, enough, signal) => {
    const held = near.peek(question.key)
    if (held && enough(held)) return Promise.resolve(held)
    const asked = ask(question, signal)
    return asked instanceof NoPlace ? asked : asked.then((fetched) => keep(question.key, fetched))
  }
}

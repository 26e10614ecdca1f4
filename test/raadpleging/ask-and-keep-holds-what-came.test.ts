// What another replica fetched is held here from then on, and what came in meanwhile is not asked for again.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createMemoryStore } from '../../src/cache/memory-store.ts'
import { createAskAndKeep } from '../../src/raadpleging/ask-and-keep.ts'
import type { Fetched } from '../../src/raadpleging/fetch-entry.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { entryOf, held, vraagOf } from './parts.ts'

const parts = vraagOf('zorgverlener')
const question = { key: parts.sleutel, parts, lane: 'interactive', caller: 'zis', weight: 1, deadline: 1 } as const

function setup() {
  const clock = createFakeClock()
  const near = createMemoryStore({ maxBytes: 100_000, clock })
  const asked: Array<PromiseWithResolvers<Fetched> & { signal: (() => AbortSignal) | undefined }> = []
  const ask = createAskAndKeep({
    near,
    ask: (_question, signal) => {
      const answer = { ...Promise.withResolvers<Fetched>(), signal }
      asked.push(answer)
      return answer.promise
    },
  })
  return { clock, near, asked, ask }
}

describe('asking for what is not held', () => {
  it('holds the answer in this process', async () => {
    const { clock, near, asked, ask } = setup()
    const answer = ask(question, () => true)
    const entry = entryOf(clock)
    asked[0]?.resolve(held(entry))
    assert.equal(await answer, entry)
    assert.equal(near.peek(question.key), entry)
  })

  it('holds nothing of which nobody would know that it has to be erased', async () => {
    const { clock, near, asked, ask } = setup()
    const answer = ask(question, () => true)
    const entry = entryOf(clock)
    asked[0]?.resolve({ entry, mayBeHeld: false })
    assert.equal(await answer, entry)
    assert.equal(near.peek(question.key), undefined)
  })

  it('leaves what this process fetched itself where it stands, with the answers made from it', async () => {
    const { clock, near, asked, ask } = setup()
    const answer = ask(question, () => true)
    const entry = entryOf(clock)
    await near.set(question.key, entry)
    const ready = near.ready(question.key, entry, 'doel', () => ({ bytes: 1 }))
    asked[0]?.resolve(held(entry))
    await answer
    const never = () => assert.fail('it was made twice')
    assert.equal(near.ready(question.key, entry, 'doel', never), ready)
  })

  it('asks nothing when the answer came in since it was looked for', async () => {
    const { clock, near, asked, ask } = setup()
    const entry = entryOf(clock)
    await near.set(question.key, entry)
    const answer = ask(question, () => true)
    assert.deepEqual(asked, [])
    assert.equal(await answer, entry)
  })

  it('asks when what is held is not enough, and passes on that the caller has gone', async () => {
    const { clock, near, asked, ask } = setup()
    await near.set(question.key, entryOf(clock))
    const signal = () => new AbortController().signal
    const answer = ask(question, ({ scope }) => scope.includes('geslacht'), signal)
    assert.equal(asked[0]?.signal, signal)
    const richer = entryOf(clock, { scope: ['geslacht'] })
    asked[0]?.resolve(held(richer))
    assert.equal(await answer, richer)
    assert.equal(near.peek(question.key), richer)
  })

  it('gives the answer of an older fetch, and keeps to what was fetched later', async () => {
    const { clock, near, asked, ask } = setup()
    const answer = ask(question, () => false)
    const older = entryOf(clock)
    const later = entryOf(clock, { fetchedAt: clock.now() + 1 })
    await near.set(question.key, later)
    asked[0]?.resolve(held(older))
    assert.equal(await answer, older)
    assert.equal(near.peek(question.key), later)
  })
})

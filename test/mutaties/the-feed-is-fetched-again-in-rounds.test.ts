import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { createRefetch } from '../../src/mutaties/refetch.ts'
import { createFakeClock } from '../support/fake-clock.ts'

/** Calls wait until the test answers them. */
function stage(t: TestContext, parallel = 1) {
  const clock = createFakeClock()
  const asked = new Map<string, number>()
  const open: Array<{ key: string; answer: (fetchedAt?: number) => Promise<void>; fail: () => Promise<void> }> = []
  const tried: string[] = []
  const rounds: Array<{ ms: number; keys: number }> = []
  const refetch = createRefetch({
    clock,
    parallel,
    asked: (key) => asked.get(key) ?? 0,
    fetch: (key) => {
      const { promise, resolve, reject } = Promise.withResolvers<{ fetchedAt: number }>()
      const startedAt = clock.now()
      const leave = () =>
        open.splice(
          open.findIndex((call) => call.key === key),
          1,
        )
      open.push({
        key,
        answer: async (fetchedAt = startedAt) => {
          leave()
          resolve({ fetchedAt })
          await clock.advance(0)
        },
        fail: async () => {
          leave()
          reject(new Error('the fetch fails'))
          await clock.advance(0)
        },
      })
      return promise
    },
    onTried: (key) => void tried.push(key),
    onRound: (ms, keys) => void rounds.push({ ms, keys }),
  })
  const held = new AbortController()
  const running = refetch.run(held.signal)
  t.after(async () => {
    held.abort()
    await running
  })
  const add = async (urgent: boolean, ...keys: string[]) => {
    refetch.add(keys.map((key) => ({ key, urgent, after: clock.now() })))
    await clock.advance(0)
  }
  const answerAll = async () => {
    const order: string[] = []
    for (let call = open[0]; call; call = open[0]) {
      order.push(call.key)
      await call.answer()
    }
    return order
  }
  return { clock, asked, open, tried, rounds, refetch, add, answerAll }
}

describe('the feed is fetched again in rounds', () => {
  it('most asked first, and what was named for the first time before all of it', async (t) => {
    const { asked, add, answerAll } = stage(t)
    for (const [key, times] of Object.entries({ a: 1, b: 9, c: 5, first: 0 })) asked.set(key, times)
    await add(false, 'now')
    await add(false, 'a', 'b', 'c')
    await add(true, 'first')
    assert.deepEqual(await answerAll(), ['now', 'first', 'b', 'c', 'a'])
  })

  it('a round takes all that was there before it begins again', async (t) => {
    const { asked, add, open, answerAll, rounds, clock } = stage(t)
    asked.set('often', 100)
    await add(false, 'often', 'seldom')
    await open[0]?.answer()
    await add(false, 'often')
    await clock.advance(300)
    assert.deepEqual(await answerAll(), ['seldom', 'often'])
    assert.deepEqual(rounds, [
      { ms: 300, keys: 2 },
      { ms: 0, keys: 1 },
    ])
  })

  it('so many at once as the lane can use', async (t) => {
    const { add, open } = stage(t, 3)
    await add(false, 'a', 'b', 'c', 'd')
    assert.deepEqual(
      open.map(({ key }) => key),
      ['a', 'b', 'c'],
    )
    await open[1]?.answer()
    assert.deepEqual(
      open.map(({ key }) => key),
      ['a', 'c', 'd'],
    )
  })

  it('named once more while it is fetched, it is fetched once more', async (t) => {
    const { add, open, clock, answerAll } = stage(t)
    await add(true, 'a')
    await clock.advance(5)
    await add(true, 'a')
    await open[0]?.answer()
    assert.deepEqual(await answerAll(), ['a'])
  })

  it('an answer of a call that began before does not count, and is not asked for in a loop', async (t) => {
    const { add, open, clock } = stage(t)
    await add(true, 'a')
    const early = clock.now() - 1
    await open[0]?.answer(early)
    assert.equal(open.length, 1, 'that call is over: at once')
    await open[0]?.answer(early)
    assert.equal(open.length, 0)
    await clock.advance(4000)
    assert.equal(open.length, 1)
    await open[0]?.answer()
    await clock.advance(600_000)
    assert.equal(open.length, 0)
  })

  it('what fails comes again, later each time, and keeps nothing else waiting', async (t) => {
    const { add, open, clock, tried, answerAll, refetch } = stage(t)
    await add(false, 'bad')
    await open[0]?.fail()
    await add(false, 'good')
    assert.deepEqual(await answerAll(), ['good'])
    for (const pause of [2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]) {
      await clock.advance(pause - 1)
      assert.equal(open.length, 0)
      await clock.advance(1)
      assert.equal(open.length, 1)
      await open[0]?.fail()
    }
    assert.deepEqual(tried, ['bad', 'good'], 'tried once is tried')
    assert.equal(refetch.waiting(), 1)
    while (refetch.waiting() > 0) {
      await clock.advance(60_000)
      await open[0]?.fail()
    }
    assert.ok(clock.monotonic() < 61 * 60_000, 'after an hour it is no longer held, and no longer tried')
  })
})

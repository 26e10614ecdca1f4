import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createGevraagd } from '../../src/mutaties/gevraagd.ts'
import { createFakeClock } from '../support/fake-clock.ts'

describe('how often something was asked for', () => {
  it('counts half when it was before, and not at all when it was long before', async () => {
    const clock = createFakeClock()
    const gevraagd = createGevraagd({ clock })
    for (let times = 0; times < 4; times++) gevraagd.count('a')
    assert.equal(gevraagd.of('a'), 4)
    await clock.advance(1_800_000)
    gevraagd.count('a')
    assert.equal(gevraagd.of('a'), 3)
    await clock.advance(1_800_000)
    gevraagd.count('b')
    assert.equal(gevraagd.of('a'), 0.5)
  })

  it('is remembered of a bounded number, however many are asked for', () => {
    const gevraagd = createGevraagd({ clock: createFakeClock(), maxKeys: 10 })
    for (let number = 0; number < 1000; number++) gevraagd.count(`key-${number}`)
    const known = Array.from({ length: 1000 }, (_, number) => gevraagd.of(`key-${number}`)).filter((count) => count > 0)
    assert.ok(known.length <= 20)
  })
})

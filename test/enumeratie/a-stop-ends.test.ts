// A stop ends by time or by an operator, for what is asked about no party too, and then the count begins anew.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Gestopt } from '../../src/enumeratie/gestopt.ts'
import { row } from './patterns.ts'
import { answered, createWatch, RUN, STOP_MS } from './watch.ts'

const walk = row(3_000_001, 100)

test('until its end nothing is answered, and afterwards everything', async () => {
  const { ask, clock, toezicht } = createWatch()
  await answered(ask, walk)
  await clock.advance(STOP_MS - 1)
  assert.equal(await ask(90_000_000), false)
  await assert.rejects(toezicht.volg('a', undefined, clock.monotonic() + 1000), Gestopt)
  await clock.advance(1)
  assert.equal(await ask(90_000_000), true)
})

test('after its end the same walk is stopped where it was before', async () => {
  const { ask, clock } = createWatch()
  await answered(ask, walk)
  await clock.advance(STOP_MS)
  assert.equal(await answered(ask, walk), RUN - 1)
})

test('released, the caller is answered at once and counted anew', async () => {
  const { ask, toezicht } = createWatch()
  await answered(ask, walk)
  assert.equal(await toezicht.geefVrij('a'), true)
  assert.equal(await answered(ask, walk), RUN - 1)
})

test('who is stopped, since when and why can be seen, without a code', async () => {
  const { ask, clock, toezicht } = createWatch()
  await answered(ask, walk.slice(0, RUN - 1))
  await clock.advance(1000)
  await ask(walk[RUN - 1]!)
  const [sinds, tot] = [clock.now(), clock.now() + STOP_MS]
  assert.deepEqual(
    [...(await toezicht.standen())],
    [['a', { soort: 'gestopt', reden: 'rij', aantal: RUN, sinds, tot }]],
  )
  await toezicht.geefVrij('a')
  assert.equal((await toezicht.standen()).size, 0)
})

// A dispatcher that is told to stop gives its office away first: nobody waits for a lease to end.

import assert from 'node:assert/strict'
import test from 'node:test'
import { longestSilence } from '../support/observed.ts'
import { underLoad } from './support/under-load.ts'

test('at SIGTERM another goes on calling at once', async (t) => {
  const { fleet, callsAgain, strict } = await underLoad(t)
  const dispatcher = await fleet.dispatcher()
  const from = Date.now()
  const stopped = dispatcher.stop()
  await callsAgain(4000, 20)
  const silence = longestSilence(fleet.sandbox.control.calls(), from, Date.now())
  assert.ok(silence < 1000, `${silence} ms without calls`)
  assert.notEqual((await fleet.dispatcher()).name, dispatcher.name)
  await strict()
  assert.equal((await stopped).code, 0)
})

// A process that stood still longer than its lease believes that no time has passed; it must find out before it calls.

import assert from 'node:assert/strict'
import test from 'node:test'
import { succeeded, underLoad } from './support/under-load.ts'

test('a dispatcher that was paused makes no call after its lease', async (t) => {
  const { fleet, callsAgain, strict } = await underLoad(t, { env: { VEKTIS_TIMEOUT_MS: '2000' } })
  const { control } = fleet.sandbox
  const dispatcher = await fleet.dispatcher()
  await dispatcher.pause()
  const paused = Date.now()
  // Its lease is over once another has it; calls of the other make sure that what it would do crosses with them.
  await succeeded(fleet, dispatcher)
  await callsAgain(4000, 20)
  dispatcher.resume()
  await callsAgain(4000, 20)
  const late = control.calls().filter(({ client, moment }) => client === dispatcher.name && moment > paused + 100)
  assert.deepEqual(late, [])
  await strict()
})

// A process that stood still longer than its lease believes that no time has passed; it must find out before it calls.

import assert from 'node:assert/strict'
import test from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { underLoad } from './support/under-load.ts'

/** Longer than a lease, in ms. */
const PAUSE = 4000

test('a dispatcher that was paused makes no call after its lease', async (t) => {
  const { fleet, callsAgain, strict } = await underLoad(t, { env: { VEKTIS_TIMEOUT_MS: '2000' } })
  const { control } = fleet.sandbox
  const dispatcher = await fleet.dispatcher()
  await dispatcher.pause()
  const paused = Date.now()
  await delay(PAUSE)
  const successor = await fleet.dispatcher()
  assert.notEqual(successor.name, dispatcher.name)
  dispatcher.resume()
  await callsAgain(4000, 20)
  const late = control.calls().filter(({ client, moment }) => client === dispatcher.name && moment > paused + 100)
  assert.deepEqual(late, [])
  await strict()
})

// A replica that cannot reach Vektis must not be the one that calls it: the fleet goes on through another.

import assert from 'node:assert/strict'
import test from 'node:test'
import { underLoad } from './support/under-load.ts'

test('a dispatcher that loses its way to Vektis gives its office away', async (t) => {
  const { fleet, callsAgain, strict } = await underLoad(t, { ways: true, env: { VEKTIS_TIMEOUT_MS: '2000' } })
  const dispatcher = await fleet.dispatcher()
  dispatcher.toVektis.cut()
  await callsAgain(8000)
  await callsAgain(4000, 20)
  assert.notEqual((await fleet.dispatcher()).name, dispatcher.name)
  // And who sits there is served all the same.
  const { status } = await dispatcher.ask(fleet.fresh(), { caller: 'licht', wait: 10 })
  assert.ok(status === 200 || status === 404, `${status}`)
  await strict()
})

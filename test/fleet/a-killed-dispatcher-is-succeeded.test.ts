// A dispatcher that is killed with calls out is succeeded: the far side refuses nothing, and hears of the fleet again soon.

import assert from 'node:assert/strict'
import test from 'node:test'
import { underLoad } from './support/under-load.ts'

test('a killed dispatcher is succeeded within seconds, and no second holds an eleventh call', async (t) => {
  const { fleet, callsAgain, strict } = await underLoad(t, {
    env: { VEKTIS_TIMEOUT_MS: '2000' },
    sandbox: { latency: { ms: 0, jitterMs: 80 } },
  })
  for (let kills = 0; kills < 2; kills += 1) {
    const dispatcher = await fleet.dispatcher()
    await dispatcher.kill()
    await callsAgain(4000)
    const successor = await fleet.dispatcher()
    assert.notEqual(successor.name, dispatcher.name)
    await callsAgain(4000, 20)
    await dispatcher.start()
  }
  await strict()
})

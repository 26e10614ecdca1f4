// A gateway that is told that it is alone needs nobody's leave: without Redis it goes on calling, within the budget.

import test from 'node:test'
import { underLoad } from './support/under-load.ts'

test('with REPLICAS=1 calls go on while Redis is away and when it comes back', async (t) => {
  const { fleet, callsAgain, strict } = await underLoad(t, { replicas: 1 })
  await fleet.redis.kill()
  await callsAgain(4000)
  await callsAgain(4000, 20)
  await fleet.redis.restart()
  await callsAgain(4000, 20)
  await fleet.redis.pause()
  await callsAgain(4000)
  await callsAgain(4000, 20)
  fleet.redis.resume()
  await callsAgain(4000, 20)
  await strict()
})

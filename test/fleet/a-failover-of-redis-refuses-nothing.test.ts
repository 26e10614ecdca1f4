// A replica of Redis is promoted while the old master is still there for who does not know: there is one dispatcher all the same.

import test from 'node:test'
import { underLoad } from './support/under-load.ts'

test('a failover of Redis is survived without an eleventh call', async (t) => {
  const { fleet, callsAgain, strict } = await underLoad(t, { sentinel: true })
  await fleet.failOver()
  await callsAgain(5000)
  await callsAgain(5000, 30)
  await strict()
})

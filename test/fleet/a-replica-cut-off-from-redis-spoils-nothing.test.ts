// One replica alone loses its way to Redis, by a reset or in silence: the others go on, and it comes back by itself.

import test from 'node:test'
import { eventually } from '../support/eventually.ts'
import { succeeded, underLoad } from './support/under-load.ts'

const options = { ways: true, env: { VEKTIS_TIMEOUT_MS: '2000' } }

for (const how of ['cut', 'silence'] as const) {
  test(`a dispatcher whose way to Redis is lost (${how}) is succeeded, and asks again when it is back`, async (t) => {
    const { fleet, callsAgain, strict } = await underLoad(t, options)
    const dispatcher = await fleet.dispatcher()
    dispatcher.toRedis[how]()
    await succeeded(fleet, dispatcher)
    await callsAgain(4000, 20)
    dispatcher.toRedis.restore()
    await eventually('it asks again', async () => {
      const { status } = await dispatcher.ask(fleet.fresh(), { wait: 10 })
      return status === 200 || status === 404 || undefined
    })
    await strict()
  })
}

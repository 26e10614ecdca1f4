// Who connects behind a herd on new connections is heard before what the herd asks is worked on.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import test from 'node:test'
import { createDoor } from '../../src/http/door.ts'
import { createIdentify } from '../../src/identiteit/identify.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { openApp, policyWith } from './support/open-app.ts'

const HERD = 300
const MOST = 8

test('who connects behind a herd does not wait for what the herd asks', async (t) => {
  const clock = createFakeClock()
  const policy = policyWith('vloed', 'zis')
  const worked: string[] = []
  const { ask } = await openApp(t, {
    policy: () => policy,
    identify: createIdentify({ clock, tokens: async () => undefined }),
    door: createDoor({ clock, most: MOST }),
    raadpleeg: async (_bevraging, _invoer, { afnemer }) => {
      worked.push(afnemer?.id ?? '-')
      return { status: 200, headers: {}, body: Buffer.from('[]') }
    },
  })
  // In one turn of the loop, so all of them wait in the kernel, in this order: the loop is handed them one in each turn.
  const herd = Array.from({ length: HERD }, () => ask('Authorization: Bearer sleutel-vloed'))
  const last = ask('Authorization: Bearer sleutel-zis')
  const all = herd.map((socket) => once(socket, 'data'))
  await once(last, 'data')
  assert.ok(worked.indexOf('zis') <= MOST, `${worked.indexOf('zis')} of the herd came first`)
  await Promise.all(all)
  assert.equal(worked.length, HERD + 1, 'and then all of the herd is answered')
})

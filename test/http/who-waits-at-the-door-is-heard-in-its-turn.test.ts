// Who waits at the door is nothing to Fastify yet: its time counts, its caller is looked at again, and it may hang up.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import test, { type TestContext } from 'node:test'
import type { Regel } from '../../src/domain/regel.ts'
import { Problem } from '../../src/errors.ts'
import type { RequestDone } from '../../src/http/request-report.ts'
import { createIdentify } from '../../src/identiteit/identify.ts'
import { createVerantwoord } from '../../src/raadpleging/verantwoord.ts'
import type { Verzoek } from '../../src/raadpleging/verzoek.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { openApp, policyWith } from './support/open-app.ts'

const KEY = 'Authorization: Bearer sleutel-zis'

/** The callers' door of a gateway that answers everyone with nothing, where nobody comes in before the test says so. */
async function stage(t: TestContext) {
  const clock = createFakeClock()
  const unreachable = new Problem('identiteit-niet-te-controleren', 'De uitgever antwoordt niet.')
  const regels: Regel[] = []
  const verzoeken: Verzoek[] = []
  const waiting: Array<{ caller: string; comeIn: () => void }> = []
  const waits = Promise.withResolvers<void>()
  const written = Promise.withResolvers<void>()
  const reported = Promise.withResolvers<RequestDone>()
  let policy = policyWith('zis')
  const verantwoord = createVerantwoord({
    schrijf: async (regel) => {
      regels.push({ ...regel })
      written.resolve()
    },
    onProblem: () => {},
    onLost: () => {},
  })
  const { app, ask } = await openApp(t, {
    raadpleeg: (bevraging, _invoer, verzoek) =>
      verantwoord(verzoek, bevraging.handeling, () => {
        verzoeken.push(verzoek)
        return { status: 200, headers: {}, body: Buffer.from('[]') }
      }),
    verantwoord,
    policy: () => policy,
    identify: createIdentify({
      clock,
      tokens: async (_policy, key) => {
        if (key === 'een-token') throw unreachable
        return undefined
      },
    }),
    door: {
      enter: (caller, comeIn) => {
        waiting.push({ caller, comeIn })
        waits.resolve()
      },
      connected: () => {},
    },
    clock,
    onRequestDone: reported.resolve,
  })
  return {
    app,
    /** Asks, and resolves when the question stands before the door. */
    ask: async (header: string): Promise<Socket> => {
      const socket = ask(header, 'Connection: close')
      await waits.promise
      return socket
    },
    clock,
    regels,
    reported: reported.promise,
    written: written.promise,
    verzoeken,
    callers: () => waiting.map(({ caller }) => caller),
    open: () => waiting.shift()?.comeIn(),
    setPolicy: (...ids: string[]) => void (policy = policyWith(...ids)),
  }
}

const statusOf = async (socket: Socket): Promise<string> => {
  const [bytes] = (await once(socket, 'data')) as [Buffer]
  return bytes.toString('latin1', 9, 12)
}

test('what a question waits for its turn is part of its time, and of what is reported', async (t) => {
  const { ask, callers, clock, open, reported, verzoeken } = await stage(t)
  const came = clock.monotonic()
  const socket = await ask(KEY)
  assert.deepEqual(callers(), ['zis'])
  await clock.advance(700)
  assert.equal(verzoeken.length, 0)
  open()
  assert.equal(await statusOf(socket), '200')
  assert.equal(verzoeken[0]?.begin, came)
  const { afnemer: id, route, seconds } = await reported
  assert.deepEqual([id, route, seconds], ['zis', '/v2/landen', 0.7])
})

test('who hangs up there has one line, that nothing was delivered, and is not worked for', async (t) => {
  const { app, ask, open, regels, verzoeken, written } = await stage(t)
  const gone = new Promise((resolve) =>
    app.server.once('connection', (socket: Socket) => socket.once('close', resolve)),
  )
  const socket = await ask(KEY)
  socket.resetAndDestroy()
  await gone
  open()
  await written
  assert.deepEqual(verzoeken, [])
  assert.deepEqual(
    regels.map(({ afnemer: id, status, besluit, reden }) => [id, status, besluit, reden]),
    [['zis', 499, 'geweigerd', 'opgehangen']],
  )
})

test('who is no longer known when its turn comes is not let in by what was known before', async (t) => {
  const { ask, open, regels, setPolicy } = await stage(t)
  const socket = await ask(KEY)
  setPolicy('kat')
  open()
  assert.equal(await statusOf(socket), '401')
  assert.deepEqual(regels, [])
})

test('who cannot be looked at waits with the unknown, and is told so', async (t) => {
  const { ask, callers, open } = await stage(t)
  const socket = await ask('Authorization: Bearer een-token')
  assert.deepEqual(callers(), [''])
  open()
  assert.equal(await statusOf(socket), '503')
})

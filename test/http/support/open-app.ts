// The callers' door alone: everyone who is known is answered with nothing, and what stands behind it is the test's to give.

import type { AddressInfo, Socket } from 'node:net'
import { connect } from 'node:net'
import type { TestContext } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { type AppParts, buildApp } from '../../../src/app.ts'
import type { Policy } from '../../../src/doelbinding/policy.ts'
import { createLogger } from '../../../src/observability/logger.ts'
import { readPolicy } from '../../../src/policy/read-policy.ts'
import { createVerantwoord } from '../../../src/raadpleging/verantwoord.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { afnemer, doel, policyOf } from '../../support/policy.ts'

/** Knows these callers, each with the key `sleutel-<id>`. */
export function policyWith(...ids: string[]): Policy {
  const afnemers = Object.fromEntries(ids.map((id) => [id, afnemer(id, ['zorg'])]))
  const read = readPolicy(Buffer.from(JSON.stringify(policyOf({ zorg: doel() }, afnemers))), 'policy.json', 0)
  if (!('policy' in read)) throw new Error(JSON.stringify(read))
  return read.policy
}

type Given = Pick<AppParts, 'policy' | 'identify' | 'door'> &
  Partial<Pick<AppParts, 'clock' | 'raadpleeg' | 'verantwoord' | 'onRequestDone'>>

export interface OpenApp {
  app: FastifyInstance
  /** Connects, and asks over that connection alone. */
  ask: (...headers: string[]) => Socket
}

export async function openApp(t: TestContext, given: Given): Promise<OpenApp> {
  const nobody = () => {
    throw new Error('nobody asks this')
  }
  const verantwoord = createVerantwoord({ schrijf: async () => {}, onProblem: () => {}, onLost: () => {} })
  const app = await buildApp({
    raadpleeg: async () => ({ status: 200, headers: {}, body: Buffer.from('[]') }),
    verantwoord,
    neem: () => undefined,
    fg: { stelVraag: nobody, pseudonym: nobody },
    toezicht: { standen: nobody, geefVrij: nobody },
    mutaties: { stand: nobody, tot: nobody, wachtend: nobody, bevestig: nobody },
    vul: { stand: nobody, begin: nobody, stop: nobody },
    clock: createFakeClock(),
    callerTimeoutMs: 1000,
    logger: createLogger('silent'),
    onRequestDone: () => {},
    ...given,
  })
  t.after(() => app.close())
  await app.listen({ host: '127.0.0.1', port: 0, backlog: 1024 })
  return {
    app,
    ask: (...headers) => {
      const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
      socket.on('error', () => undefined)
      t.after(() => socket.destroy())
      const head = ['GET /v2/landen HTTP/1.1', 'Host: x', ...headers]
      socket.write(`${head.join('\r\n')}\r\n\r\n`)
      return socket
    },
  }
}

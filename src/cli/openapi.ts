// The word `openapi`: prints our own document, made from the routes. What is checked in must equal it.

import { buildApp } from '../app.ts'
import { openapiYaml } from '../http/openapi.ts'
import { systemClock } from '../lib/clock.ts'
import { createLogger } from '../observability/logger.ts'
import { exit, type Io } from './io.ts'

/** The routes are declared but nobody is ever served: parts that would answer are left out on purpose. */
const nobody = () => {
  throw new Error('not a running gateway')
}

export async function ownDocument(): Promise<string> {
  const app = await buildApp({
    raadpleeg: nobody,
    verantwoord: nobody,
    policy: nobody,
    fg: { stelVraag: nobody, pseudonym: nobody },
    mutaties: { stand: nobody, tot: nobody, wachtend: nobody, bevestig: nobody },
    vul: { stand: nobody, begin: nobody, stop: nobody },
    toezicht: { standen: nobody, geefVrij: nobody },
    identify: nobody,
    door: { enter: nobody, connected: nobody },
    neem: nobody,
    clock: systemClock,
    callerTimeoutMs: 0,
    logger: createLogger('silent'),
    onRequestDone: () => {},
  })
  await app.ready()
  const document = openapiYaml(app)
  await app.close()
  return document
}

export async function openapi(io: Io): Promise<number> {
  io.out((await ownDocument()).trimEnd())
  return exit.ok
}

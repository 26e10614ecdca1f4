// The word `start`: the gateway as configured by its environment, until a signal ends it.

import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { startGateway } from '../gateway.ts'
import { systemClock } from '../lib/clock.ts'
import { createLogger } from '../observability/logger.ts'
import { prepare } from '../prepare.ts'
import type { Environment } from '../config/load.ts'
import { exit, type Io } from './io.ts'
import { closeAtSignal } from './stop.ts'

/** Beyond the announced delay, what closing may take: the longest that a caller may wait, and the last commit of the audit. */
const CLOSING_MS = 65_000

/** Resolves with an exit code when it could not start; once started it ends with the process. */
export async function start(env: Environment, io: Io): Promise<number | undefined> {
  const preparation = prepare(env, (path) => readFileSync(path), io.now())
  if ('faults' in preparation) {
    for (const { setting, fault } of preparation.faults) io.err(`${setting}: ${fault}`)
    io.err(`agb-gateway did not start: ${preparation.faults.length} fault(s) in its configuration; see .env.example`)
    return exit.faulty
  }
  const { prepared, warnings } = preparation
  const { settings } = prepared
  const logger = createLogger(settings.LOG_LEVEL)
  for (const warning of warnings) logger.warn(warning)
  try {
    const gateway = await startGateway({ prepared, clock: systemClock, logger, readFile: (path) => readFile(path) })
    logger.info(
      { callers: gateway.url, management: gateway.managementUrl, policy: prepared.policy.hash },
      'agb-gateway is open',
    )
    const delay = settings.SHUTDOWN_DELAY_SECONDS * 1000
    closeAtSignal({
      delay: delay + CLOSING_MS,
      logger,
      close: async ({ err, signal }) => {
        if (err) logger.error({ err }, 'agb-gateway stops: a fault nobody caught')
        // Ctrl-C is somebody at a terminal; only a platform that sent SIGTERM still has to hear that we are leaving.
        await Promise.all([gateway.drain(), signal === 'SIGTERM' && systemClock.sleep(delay)])
        await gateway.close()
        logger.info('agb-gateway is closed')
      },
    })
    return undefined
  } catch (fault) {
    logger.fatal({ err: fault }, 'agb-gateway did not start')
    return exit.faulty
  }
}

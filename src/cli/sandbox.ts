// The word `sandbox`: a stand-in for Vektis and the gateway in front of it, in one process, until Ctrl-C.

import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Environment } from '../config/load.ts'
import { type Gateway, startGateway } from '../gateway.ts'
import { systemClock } from '../lib/clock.ts'
import { createLogger } from '../observability/logger.ts'
import { prepare } from '../prepare.ts'
import { type ControlDoor, startControlDoor } from '../sandbox/control-door.ts'
import { type Sandbox, startSandbox } from '../sandbox/server.ts'
import { demoCallers, demoPolicy } from './demo-policy.ts'
import { exit, type Io } from './io.ts'
import { closeAtSignal } from './stop.ts'

const TRICKLE_MS = 30_000
const CLOSING_MS = 10_000
const SANDBOX_PORT = '8443'

/** Files that exist in this process only: nothing secret is written to disk. */
function virtualFiles(sandbox: Sandbox): Record<string, string> {
  const client = sandbox.authority.client({ commonName: 'agb-gateway sandbox' })
  return {
    'sandbox:token': sandbox.token,
    'sandbox:certificate': client.cert,
    'sandbox:key': client.key,
    'sandbox:ca': sandbox.authority.caPem,
    'sandbox:policy': demoPolicy(),
    'sandbox:pseudonyms': randomBytes(32).toString('hex'),
  }
}

/** What the sandbox fills in; whatever the caller sets himself goes first, but for Vektis. */
const environment = (env: Environment, sandbox: Sandbox, folder: string): Environment => ({
  HOST: '127.0.0.1',
  MANAGEMENT_HOST: '127.0.0.1',
  LOG_LEVEL: 'warn',
  MUTATION_POLL_SECONDS: '30',
  POLICY_FILE: 'sandbox:policy',
  AUDIT_FILE: join(folder, 'audit.jsonl'),
  AUDIT_PSEUDONYM_KEY_FILE: 'sandbox:pseudonyms',
  SHUTDOWN_DELAY_SECONDS: '0',
  ...env,
  VEKTIS_URL: sandbox.url,
  VEKTIS_TOKEN_FILE: 'sandbox:token',
  VEKTIS_CERT_FILE: 'sandbox:certificate',
  VEKTIS_KEY_FILE: 'sandbox:key',
  VEKTIS_CA_FILE: 'sandbox:ca',
})

function welcome(gateway: Gateway, sandbox: Sandbox, door: ControlDoor, auditFile: string): string {
  const lines = demoCallers.map(({ sleutel, says, pad, doel }) => {
    const purpose = doel === undefined ? '' : ` -H 'X-Doelbinding: ${doel}'`
    return `  # ${says}\n  curl -s -H 'Authorization: Bearer ${sleutel}'${purpose} ${gateway.url}${pad}`
  })
  return [
    '',
    'agb-gateway in its sandbox. Everyone in it is invented; the keys below open nothing else.',
    '',
    lines.join('\n\n'),
    '',
    `  docs         ${gateway.url}/docs`,
    `  management   ${gateway.managementUrl}/readyz  /livez  /metrics`,
    `  audit        ${auditFile}`,
    `  Vektis       ${sandbox.url} (client certificate, token, 10 calls/s)`,
    `  its control  ${door.url}/calls  (src/sandbox/README.md)`,
    '',
    'Ctrl-C stops all of it.',
  ].join('\n')
}

async function open(env: Environment, io: Io): Promise<number | undefined> {
  await using opening = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'agb-gateway-sandbox-'))
  opening.defer(() => rmSync(folder, { recursive: true, force: true }))
  const vektis = opening.use(
    await startSandbox({ port: Number(env.SANDBOX_PORT || SANDBOX_PORT), trickleMs: TRICKLE_MS }),
  )
  const door = opening.use(await startControlDoor({ control: vektis.control }))

  const files = virtualFiles(vektis)
  const readFile = (path: string) => (Object.hasOwn(files, path) ? Buffer.from(files[path] ?? '') : readFileSync(path))
  const preparation = prepare(environment(env, vektis, folder), readFile, io.now())
  if ('faults' in preparation) {
    for (const { setting, fault } of preparation.faults) io.err(`${setting}: ${fault}`)
    return exit.faulty
  }
  const { prepared } = preparation
  const logger = createLogger(prepared.settings.LOG_LEVEL)
  const gateway = await startGateway({ prepared, clock: systemClock, logger, startHeldMs: 0 })
  opening.defer(gateway.close)
  const closing = opening.move()
  closeAtSignal({
    delay: CLOSING_MS,
    logger,
    close: async () => {
      await gateway.drain()
      await closing.disposeAsync()
    },
  })
  // After the handlers: who reads these lines may press Ctrl-C at once.
  io.out(welcome(gateway, vektis, door, prepared.auditFile ?? 'standard output'))
  return undefined
}

/** Resolves with an exit code when it could not start; once started it ends with the process. */
export async function sandbox(env: Environment, io: Io): Promise<number | undefined> {
  try {
    return await open(env, io)
  } catch (fault) {
    io.err(`The sandbox did not start: ${fault instanceof Error ? fault.message : 'unknown fault'}`)
    io.err('PORT, MANAGEMENT_PORT and SANDBOX_PORT move it to other ports.')
    return exit.faulty
  }
}

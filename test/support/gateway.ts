// A gateway for one test: in this process, over real TLS to its own sandbox, with a policy of the test's own.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { createLogger } from '../../src/observability/logger.ts'
import { type Gateway, startGateway } from '../../src/gateway.ts'
import { type Clock, systemClock } from '../../src/lib/clock.ts'
import { prepare } from '../../src/prepare.ts'
import type { SandboxOptions } from '../../src/sandbox/server.ts'
import type { FakeClock } from './fake-clock.ts'
import { testPolicy } from './policy.ts'
import { type TestSandbox, withSandbox } from './sandbox.ts'

/** Under the id `k1`; a test may work pseudonyms out for itself. */
export const PSEUDONYM_KEY = '0123456789abcdef'.repeat(4)

export interface GatewayOptions {
  sandbox?: SandboxOptions
  /** The policy file as an object; JSON is YAML too. */
  policy?: unknown
  /** Settings beside those of the test. */
  env?: Record<string, string>
  /** Contents by the name under which settings name them. */
  files?: Record<string, string>
  /** One of the test's own begins at `Date.now()`: the certificates of the sandbox are valid by the real time. */
  clock?: Clock
  /** Whether the policy file is looked at again; see `setPolicy`. */
  reload?: boolean
  /** Whether it follows the feed; by default unless the clock is the test's own, which leaps. */
  follows?: boolean
}

export interface Asked {
  key?: string
  doel?: string
  headers?: Record<string, string>
  method?: string
}

export interface TestGateway extends Gateway {
  sandbox: TestSandbox
  /** Asks as a caller does. Default: the caller that may see everything. */
  ask: (path: string, asked?: Asked) => Promise<Response>
  /** Lines of the audit so far. */
  audit: () => Array<Record<string, unknown>>
  /** What the application log said so far, as text. */
  log: () => string
  auditFile: string
  /** Text of /metrics. */
  metrics: () => Promise<string>
  /** One sample of /metrics by its name with labels, as `agb_alarm_total{code="audit"}`; 0 when it is not there. */
  metric: (sample: string) => Promise<number>
  /** Writes the policy file, as an object or as text; with `reload` the gateway sees it by itself. */
  setPolicy: (policy: unknown) => void
}

const FEED = '/v2/zorgpartijen/mutaties/'

/** Until the gateway has followed the feed for the first time; from then on only what a test asks is counted. */
async function firstPoll({ control }: TestSandbox, { managementUrl }: Gateway, clock: Clock): Promise<void> {
  const isOver = async () => {
    // Another replica may follow it.
    if ((await (await fetch(`${managementUrl}/readyz`)).text()).includes('"mutaties":"bij"')) return true
    const status = control.calls(FEED)[0]?.status ?? 0
    return status !== 0 && status !== 200
  }
  let begun = performance.now()
  while (!(await isOver())) {
    await new Promise(setImmediate)
    // One that failed, as on a machine that was busy for once, is repeated by the clock of the test.
    if (performance.now() - begun < 2_000 || !('advance' in clock)) continue
    await (clock as FakeClock).advance(2_000)
    begun = performance.now()
  }
  control.resetCounters()
}

/** Without a limit at the sandbox's side, and with a budget that no test waits for, unless it says otherwise. */
export async function withGateway(t: TestContext, options: GatewayOptions = {}): Promise<TestGateway> {
  const { policy = testPolicy(), env = {}, clock = systemClock } = options
  const { follows = clock === systemClock } = options
  const sandbox = await withSandbox(t, options.sandbox)
  const folder = mkdtempSync(join(tmpdir(), 'agb-gateway-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const auditFile = join(folder, 'audit.jsonl')
  const files: Record<string, string> = {
    token: sandbox.token,
    cert: sandbox.client.cert,
    key: sandbox.client.key,
    ca: sandbox.caPem,
    policy: JSON.stringify(policy),
    pseudonyms: `k1:${PSEUDONYM_KEY}`,
    ...options.files,
  }
  const preparation = prepare(
    {
      HOST: '127.0.0.1',
      PORT: '0',
      MANAGEMENT_HOST: '127.0.0.1',
      MANAGEMENT_PORT: '0',
      VEKTIS_URL: sandbox.url,
      VEKTIS_TOKEN_FILE: 'token',
      VEKTIS_CERT_FILE: 'cert',
      VEKTIS_KEY_FILE: 'key',
      VEKTIS_CA_FILE: 'ca',
      VEKTIS_CALLS_PER_SECOND: '1000',
      POLICY_FILE: 'policy',
      AUDIT_FILE: auditFile,
      AUDIT_PSEUDONYM_KEY_FILE: 'pseudonyms',
      ...env,
    },
    (path) => (Object.hasOwn(files, path) ? Buffer.from(files[path] ?? '') : readFileSync(path)),
    clock.now(),
  )
  if ('faults' in preparation) throw new Error(JSON.stringify(preparation.faults))
  let said = ''
  const logger = createLogger('debug', { write: (line) => void (said += line) })
  const readFile = async (path: string) => Buffer.from(files[path] ?? '')
  const gateway = await startGateway({
    prepared: preparation.prepared,
    clock,
    logger,
    startHeldMs: 0,
    follows,
    ...(options.reload && { readFile }),
  })
  t.after(gateway.close)
  if (follows) await firstPoll(sandbox, gateway, clock)

  const metrics = async () => (await fetch(`${gateway.managementUrl}/metrics`)).text()

  return {
    ...gateway,
    sandbox,
    auditFile,
    ask: (path, { key = 'sleutel-alles', doel, headers = {}, method = 'GET' } = {}) =>
      fetch(`${gateway.url}${path}`, {
        method,
        headers: { ...(key && { authorization: `Bearer ${key}` }), ...(doel && { 'x-doelbinding': doel }), ...headers },
      }),
    audit: () =>
      readFileSync(auditFile, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    log: () => said,
    setPolicy: (changed) => {
      files['policy'] = typeof changed === 'string' ? changed : JSON.stringify(changed)
    },
    metrics,
    metric: async (sample) => {
      const line = (await metrics()).split('\n').find((each) => each.startsWith(`${sample} `))
      return Number(line?.slice(sample.length) ?? 0)
    },
  }
}

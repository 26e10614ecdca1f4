// The gateway as a real process: real files in a folder of its own, free ports, a sandbox behind it.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Sandbox } from '../../src/sandbox/server.ts'
import { testPolicy } from './policy.ts'
import { runMain, type TestProcess } from './process.ts'

export const PSEUDONYM_KEY = '0123456789abcdef'.repeat(4)

export interface GatewayFiles {
  folder: string
  /** Writes a file into the folder; gives its path. */
  write: (name: string, contents: string | Uint8Array) => string
  /** All settings that `start` needs. */
  env: Record<string, string>
  auditFile: string
  /** The audit's lines so far. */
  audit: () => Array<Record<string, unknown>>
}

export const parseLines = (text: string): Array<Record<string, unknown>> =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)

/** Files and settings of a gateway in front of this sandbox; the budget is one that no test waits for. */
export function gatewayFiles(
  t: TestContext,
  { url, token, authority }: Sandbox,
  policy: unknown = testPolicy(),
): GatewayFiles {
  const folder = mkdtempSync(join(tmpdir(), 'agb-process-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const write = (name: string, contents: string | Uint8Array) => {
    const path = join(folder, name)
    writeFileSync(path, contents)
    return path
  }
  const client = authority.client()
  const auditFile = join(folder, 'audit.jsonl')
  return {
    folder,
    write,
    auditFile,
    audit: () => parseLines(readFileSync(auditFile, 'utf8')),
    env: {
      HOST: '127.0.0.1',
      PORT: '0',
      MANAGEMENT_HOST: '127.0.0.1',
      MANAGEMENT_PORT: '0',
      VEKTIS_URL: url,
      VEKTIS_TOKEN_FILE: write('token', `${token}\n`),
      VEKTIS_CERT_FILE: write('client.pem', client.cert),
      VEKTIS_KEY_FILE: write('client.key', client.key),
      VEKTIS_CA_FILE: write('ca.pem', authority.caPem),
      VEKTIS_CALLS_PER_SECOND: '1000',
      POLICY_FILE: write('policy.json', JSON.stringify(policy)),
      AUDIT_FILE: auditFile,
      AUDIT_PSEUDONYM_KEY_FILE: write('pseudonyms', `k1:${PSEUDONYM_KEY}\n`),
      SHUTDOWN_DELAY_SECONDS: '0',
    },
  }
}

export interface GatewayProcess extends TestProcess {
  url: string
  managementUrl: string
  /** Asks as a caller does. Default: the caller that may see everything. */
  ask: (path: string, key?: string, headers?: Record<string, string>) => Promise<Response>
}

/** Resolves when it says that it is open. */
export async function startProcess(t: TestContext, env: Record<string, string>): Promise<GatewayProcess> {
  const gateway = runMain(t, ['start'], env)
  const [line] = await gateway.said(/^.*"msg":"agb-gateway is open".*$/m)
  const { callers, management } = JSON.parse(line) as { callers: string; management: string }
  return {
    ...gateway,
    url: callers,
    managementUrl: management,
    ask: (path, key = 'sleutel-alles', headers = {}) =>
      fetch(`${callers}${path}`, { headers: { authorization: `Bearer ${key}`, ...headers } }),
  }
}

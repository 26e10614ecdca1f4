// A gateway with a faulty configuration names every fault by its setting, shows no value, opens nothing and exits with 1.

import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { runMain } from '../support/process.ts'
import { gatewayFiles, type GatewayFiles } from '../support/process-gateway.ts'
import { type TestSandbox, withSandbox } from '../support/sandbox.ts'

const SECRET = 'geheim-dat-nergens-mag-staan'

/** Lines of standard error, after the checks that hold for every refusal. */
async function refusal(t: TestContext, env: Record<string, string>): Promise<string[]> {
  const { code, stdout, stderr } = await runMain(t, ['start'], env).ended
  assert.equal(code, 1)
  assert.equal(stdout, '')
  assert.ok(!stderr.includes(SECRET), stderr)
  assert.doesNotMatch(stderr, /listening|PRIVATE KEY|\n {4}at /)
  const lines = stderr.trimEnd().split('\n')
  assert.match(lines.at(-1) ?? '', new RegExp(`^agb-gateway did not start: ${lines.length - 1} fault\\(s\\)`))
  return lines.slice(0, -1)
}

const settingsOf = (lines: string[]) => lines.map((line) => line.split(':', 1)[0] ?? '')
const byName = (one: string, other: string) => (one < other ? -1 : 1)

test('nothing set: all that is required', async (t) => {
  assert.deepEqual(settingsOf(await refusal(t, {})), [
    'VEKTIS_URL',
    'VEKTIS_TOKEN_FILE',
    'POLICY_FILE',
    'AUDIT_PSEUDONYM_KEY_FILE',
    'VEKTIS_CERT_FILE',
  ])
})

test('everything wrong: every setting, each with what it must be', async (t) => {
  const sandbox = await withSandbox(t)
  const { env, write, folder } = gatewayFiles(t, sandbox)
  const lines = await refusal(t, {
    ...env,
    PORT: SECRET,
    VEKTIS_URL: `http://${SECRET}@vektis.example`,
    VEKTIS_TOKEN_FILE: write('two-lines', `${SECRET}\n${SECRET}\n`),
    VEKTIS_CERT_FILE: write('no-certificate', SECRET),
    VEKTIS_CA_FILE: write('no-anchor', SECRET),
    VEKTIS_CALLS_PER_SECOND: '0',
    TLS_CERT_FILE: write('no-server-certificate', SECRET),
    TLS_KEY_FILE: write('no-server-key', SECRET),
    TLS_CLIENT_CA_FILE: folder,
    REDIS_URL: `http://${SECRET}`,
    REDIS_ENCRYPTION_KEY_FILE: write('no-seal-key', SECRET),
    POLICY_FILE: write('policy.yaml', `versie: 2\nsleutel: ${SECRET}\n`),
    AUDIT_PSEUDONYM_KEY_FILE: write('empty', ''),
    REPLICA_NAME: 'a b',
    LOG_LEVEL: SECRET,
  })
  const found = new Set(settingsOf(lines))
  assert.deepEqual([...found].toSorted(byName), [
    'AUDIT_PSEUDONYM_KEY_FILE',
    'LOG_LEVEL',
    'POLICY_FILE',
    'PORT',
    'REDIS_ENCRYPTION_KEY_FILE',
    'REDIS_URL',
    'REPLICA_NAME',
    'TLS_CERT_FILE',
    'TLS_CLIENT_CA_FILE',
    'VEKTIS_CALLS_PER_SECOND',
    'VEKTIS_CA_FILE',
    'VEKTIS_CERT_FILE',
    'VEKTIS_TOKEN_FILE',
    'VEKTIS_URL',
  ])
  const policy = lines.filter((line) => line.startsWith('POLICY_FILE'))
  assert.ok(policy.length >= 3)
  for (const line of policy) assert.match(line, /policy\.yaml:\d+:\d+ /)
})

type Case = (files: GatewayFiles, sandbox: TestSandbox) => Record<string, string>
const DAY = 86_400_000

/** What Vektis would refuse, or no key at all; each with the words that say so. */
const identities: Record<string, { env: Case; says: RegExp }> = {
  'a key of another certificate': {
    env: ({ write }, { authority }) => ({ VEKTIS_KEY_FILE: write('other.key', authority.client().key) }),
    says: /^VEKTIS_CERT_FILE: the key does not belong to the certificate$/,
  },
  'an expired certificate': {
    env: ({ write }, { authority }) => {
      const { cert, key } = authority.client({ notBefore: Date.now() - 2 * DAY, notAfter: Date.now() - DAY })
      return { VEKTIS_CERT_FILE: write('old.pem', cert), VEKTIS_KEY_FILE: write('old.key', key) }
    },
    says: /^VEKTIS_CERT_FILE: expired on /,
  },
  'a certificate that is not valid yet': {
    env: ({ write }, { authority }) => {
      const { cert, key } = authority.client({ notBefore: Date.now() + DAY })
      return { VEKTIS_CERT_FILE: write('new.pem', cert), VEKTIS_KEY_FILE: write('new.key', key) }
    },
    says: /^VEKTIS_CERT_FILE: not valid before /,
  },
  'a certificate of a server': {
    env: ({ write }, { authority }) => {
      const { cert, key } = authority.server()
      return { VEKTIS_CERT_FILE: write('server.pem', cert), VEKTIS_KEY_FILE: write('server.key', key) }
    },
    says: /^VEKTIS_CERT_FILE: not meant for clients/,
  },
  'a locked key without its passphrase': {
    env: ({ write }, { authority }) => {
      const { cert, key } = authority.client({ passphrase: SECRET })
      return { VEKTIS_CERT_FILE: write('locked.pem', cert), VEKTIS_KEY_FILE: write('locked.key', key) }
    },
    says: /^VEKTIS_CERT_FILE: the key cannot be read: it needs VEKTIS_KEY_PASSPHRASE_FILE$/,
  },
  'a locked key with another passphrase': {
    env: ({ write }, { authority }) => {
      const { cert, key } = authority.client({ passphrase: SECRET })
      return {
        VEKTIS_CERT_FILE: write('locked.pem', cert),
        VEKTIS_KEY_FILE: write('locked.key', key),
        VEKTIS_KEY_PASSPHRASE_FILE: write('passphrase', `niet-${SECRET}`),
      }
    },
    says: /^VEKTIS_CERT_FILE: the key cannot be read: /,
  },
  'a PFX that is none': {
    env: ({ write }) => ({ VEKTIS_CERT_FILE: '', VEKTIS_KEY_FILE: '', VEKTIS_PFX_FILE: write('client.pfx', SECRET) }),
    says: /^VEKTIS_PFX_FILE: it cannot be read: /,
  },
}

for (const [name, { env, says }] of Object.entries(identities)) {
  test(name, async (t) => {
    const sandbox = await withSandbox(t)
    const files = gatewayFiles(t, sandbox)
    const [line = '', ...more] = await refusal(t, { ...files.env, ...env(files, sandbox) })
    assert.match(line, says)
    assert.deepEqual(more, [])
  })
}

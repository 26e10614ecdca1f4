// The client certificate may be locked: a key with a passphrase, or both in one PFX.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { gatewayFiles, startProcess } from '../support/process-gateway.ts'
import { withSandbox } from '../support/sandbox.ts'

const PASSPHRASE = 'wachtzin met spaties'
const PAD = '/v2/zorgverleners/03000001'

test('a key with a passphrase', async (t) => {
  const sandbox = await withSandbox(t)
  const { env, write } = gatewayFiles(t, sandbox)
  const { cert, key } = sandbox.authority.client({ passphrase: PASSPHRASE, commonName: 'locked' })
  const gateway = await startProcess(t, {
    ...env,
    VEKTIS_CERT_FILE: write('locked.pem', cert),
    VEKTIS_KEY_FILE: write('locked.key', key),
    VEKTIS_KEY_PASSPHRASE_FILE: write('passphrase', `${PASSPHRASE}\n`),
  })
  assert.equal((await gateway.ask(PAD)).status, 200)
  assert.deepEqual(
    sandbox.control.calls(PAD).map(({ client }) => client),
    ['locked'],
  )
})

test('a PFX', async (t) => {
  const sandbox = await withSandbox(t)
  const { env, folder } = gatewayFiles(t, sandbox)
  const { VEKTIS_CERT_FILE: cert = '', VEKTIS_KEY_FILE: key = '', ...rest } = env
  const pfx = join(folder, 'client.pfx')
  const passphrase = join(folder, 'token')
  const words = ['pkcs12', '-export', '-in', cert, '-inkey', key, '-out', pfx, '-passout', `file:${passphrase}`]
  execFileSync('openssl', words, { stdio: 'pipe' })
  const gateway = await startProcess(t, { ...rest, VEKTIS_PFX_FILE: pfx, VEKTIS_KEY_PASSPHRASE_FILE: passphrase })
  assert.equal((await gateway.ask(PAD)).status, 200)
  const metrics = await (await fetch(`${gateway.managementUrl}/metrics`)).text()
  const expiry = Number(/^agb_certificate_expiry_seconds (\d+)/m.exec(metrics)?.[1])
  assert.ok(expiry > Date.now() / 1000)
})

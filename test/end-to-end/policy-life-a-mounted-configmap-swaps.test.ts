// A ConfigMap is changed by swapping a symlink to a folder: the process takes the new policy over by itself.

import assert from 'node:assert/strict'
import { mkdirSync, renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gatewayFiles, startProcess } from '../support/process-gateway.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'
import { withSandbox } from '../support/sandbox.ts'

const policyWith = (...ids: string[]) =>
  policyOf({ alles: doel() }, Object.fromEntries(ids.map((id) => [id, afnemer(id, ['alles'])])))

test('as the kubelet does it', { timeout: 30_000 }, async (t) => {
  const files = gatewayFiles(t, await withSandbox(t))
  const place = (version: string, policy: unknown) => {
    mkdirSync(join(files.folder, version))
    files.write(join(version, 'policy.yaml'), JSON.stringify(policy))
    symlinkSync(version, join(files.folder, '..data_tmp'))
    renameSync(join(files.folder, '..data_tmp'), join(files.folder, '..data'))
  }
  place('..1', policyWith('zis'))
  symlinkSync(join('..data', 'policy.yaml'), join(files.folder, 'policy.yaml'))
  const gateway = await startProcess(t, { ...files.env, POLICY_FILE: join(files.folder, 'policy.yaml') })
  assert.equal((await gateway.ask('/v2/landen', 'sleutel-erp')).status, 401)

  place('..2', policyWith('zis', 'erp'))
  await gateway.said(/"msg":"another policy is in force"/)
  assert.equal((await gateway.ask('/v2/landen', 'sleutel-erp')).status, 200)
})

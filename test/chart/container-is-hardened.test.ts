// The pod has no more rights than answering callers takes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { only, render } from './support/helm.ts'
import { podOf, renderPod } from './support/pod.ts'
import { valueSets } from './support/value-sets.ts'

const hardened = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
}

for (const [name, values] of Object.entries(valueSets)) {
  test(`${name}: no root, no capability, no writable root, no token of the cluster`, async () => {
    const { spec, container } = await renderPod(values)
    assert.deepEqual(container.securityContext, hardened)
    assert.equal(spec.securityContext?.runAsNonRoot, true)
    assert.deepEqual(spec.securityContext?.seccompProfile, { type: 'RuntimeDefault' })
    assert.equal(spec.automountServiceAccountToken, false)
    for (const shared of ['hostNetwork', 'hostPID', 'hostIPC'] as const) assert.equal(spec[shared], undefined)
  })
}

test('the process is the user of the image, by number', async () => {
  const { spec } = await renderPod()
  const { runAsUser, runAsGroup, fsGroup } = spec.securityContext!
  assert.deepEqual({ runAsUser, runAsGroup, fsGroup }, { runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 })
})

test('without a number the platform chooses, and root is still refused', async () => {
  const { spec } = await renderPod({ runAsUser: null })
  assert.equal(spec.securityContext?.runAsUser, undefined)
  assert.equal(spec.securityContext?.fsGroup, undefined)
  assert.equal(spec.securityContext?.runAsNonRoot, true)
})

test('the account of the pod mounts no token either', async () => {
  const manifests = await render()
  const account = only(manifests, 'ServiceAccount')
  assert.equal(account.automountServiceAccountToken, false)
  assert.equal(podOf(manifests).spec.serviceAccountName, account.metadata?.name)
})

test('the container asks for memory and has a bound on it', async () => {
  const { container } = await renderPod()
  assert.ok(container.resources?.requests?.['memory'])
  assert.ok(container.resources?.limits?.['memory'])
})

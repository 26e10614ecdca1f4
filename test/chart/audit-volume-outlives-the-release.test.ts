// An audit on a volume stays when the chart is removed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allOf, only, render } from './support/helm.ts'
import { podOf } from './support/pod.ts'

const claimOf = async (volume: object) => {
  const manifests = await render({ audit: { volume } })
  const { spec } = podOf(manifests)
  const mounted = spec.volumes?.flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? [])
  return { manifests, mounted }
}

test('standard output by default: no claim, no volume', async () => {
  const { manifests, mounted } = await claimOf({})
  assert.deepEqual(mounted, [])
  assert.deepEqual(allOf(manifests, 'PersistentVolumeClaim'), [])
})

test('a claim of the chart is kept at uninstall', async () => {
  const { manifests, mounted } = await claimOf({ enabled: true, size: '50Gi', storageClassName: 'durable' })
  const { metadata, spec } = only(manifests, 'PersistentVolumeClaim')
  assert.deepEqual(mounted, [metadata?.name])
  assert.equal(metadata?.annotations?.['helm.sh/resource-policy'], 'keep')
  assert.deepEqual(spec, {
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'durable',
    resources: { requests: { storage: '50Gi' } },
  })
})

test('a claim that exists already is used as it is', async () => {
  const { manifests, mounted } = await claimOf({ enabled: true, existingClaim: 'audit' })
  assert.deepEqual(mounted, ['audit'])
  assert.deepEqual(allOf(manifests, 'PersistentVolumeClaim'), [])
})

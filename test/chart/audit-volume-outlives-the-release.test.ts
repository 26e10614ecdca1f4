// An audit on a volume stays when the chart is removed, and every replica has its own.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { only, render } from './support/helm.ts'
import { podOf } from './support/pod.ts'

const claimsOf = async (volume: object) => {
  const manifests = await render({ audit: { volume } })
  const { container, spec } = podOf(manifests)
  return {
    /** Claims of a StatefulSet are not Helm's, and Kubernetes keeps them when it goes. */
    templates: only(manifests, 'StatefulSet').spec?.volumeClaimTemplates ?? [],
    existing: spec.volumes?.flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []),
    mounted: container.volumeMounts?.filter(({ mountPath }) => mountPath === '/var/lib/agb-gateway/audit'),
  }
}

test('standard output by default: no claim, no volume', async () => {
  assert.deepEqual(await claimsOf({}), { templates: [], existing: [], mounted: [] })
})

test('the chart asks a claim for each replica', async () => {
  const claims = await claimsOf({ enabled: true, size: '50Gi', storageClassName: 'durable' })
  assert.deepEqual(claims.existing, [])
  assert.equal(claims.mounted?.[0]?.name, claims.templates[0]?.metadata?.name)
  assert.deepEqual(claims.templates[0]?.spec, {
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'durable',
    resources: { requests: { storage: '50Gi' } },
  })
})

test('a claim that exists already is used as it is', async () => {
  const { templates, existing, mounted } = await claimsOf({ enabled: true, existingClaim: 'audit' })
  assert.deepEqual(templates, [])
  assert.deepEqual(existing, ['audit'])
  assert.equal(mounted?.length, 1)
})

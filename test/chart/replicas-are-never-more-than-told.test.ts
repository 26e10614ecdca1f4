// A gateway that is told to be alone is alone, and every replica keeps its name, also while a new version rolls out.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allOf, only, render } from './support/helm.ts'
import { environmentOf, podOf } from './support/pod.ts'

const three = { replicaCount: 3, redis: { existingSecret: 'redis' } }

test('one pod by default, which is told that it is alone', async () => {
  const manifests = await render()
  assert.equal(only(manifests, 'StatefulSet').spec?.replicas, 1)
  assert.equal(environmentOf(manifests)['REPLICAS'], '1')
  assert.deepEqual(allOf(manifests, 'PodDisruptionBudget'), [])
})

test('three pods know how many they are, and give way one at a time', async () => {
  const manifests = await render(three)
  const { spec } = only(manifests, 'StatefulSet')
  assert.equal(spec?.replicas, 3)
  assert.deepEqual(spec?.updateStrategy, { type: 'RollingUpdate' })
  assert.equal(environmentOf(manifests)['REPLICAS'], '3')
  const budget = only(manifests, 'PodDisruptionBudget').spec
  assert.equal(budget?.maxUnavailable, 1)
  assert.deepEqual(budget?.selector, spec?.selector)
  const [spread] = podOf(manifests).spec.topologySpreadConstraints ?? []
  assert.deepEqual(spread?.labelSelector, spec?.selector)
})

test('a pod keeps its name, so that its audit goes on in the same file', async () => {
  const environment = environmentOf(await render({ audit: { volume: { enabled: true } } }))
  assert.equal(environment['REPLICA_NAME'], 'agb-agb-gateway-0')
  assert.equal(environment['AUDIT_FILE'], '/var/lib/agb-gateway/audit/{replica}.jsonl')
})

test('the longest possible names stay within what Kubernetes and the gateway take', async () => {
  const manifests = await render({ ...three, nameOverride: 'n'.repeat(63) }, 'r'.repeat(53))
  for (const { metadata } of manifests as Array<{ metadata?: { name?: string } }>)
    assert.match(metadata?.name ?? '', /^[a-z][-a-z0-9]{0,72}$/)
  // Behind the name of the StatefulSet come the number of a pod, and in a label of it the hash of its revision.
  assert.ok((only(manifests, 'StatefulSet').metadata?.name ?? '').length <= 63 - '-0123456789'.length)
})

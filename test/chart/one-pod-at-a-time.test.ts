// Two pods at once would spend two budgets, so an old one is gone before a new one comes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { only, render } from './support/helm.ts'
import { environmentOf } from './support/pod.ts'

test('the Deployment has one pod and replaces it by stopping it first', async () => {
  const { spec } = only(await render(), 'Deployment')
  assert.equal(spec?.replicas, 1)
  assert.deepEqual(spec?.strategy, { type: 'Recreate' })
})

test('the gateway is told that it is alone', async () => {
  assert.equal(environmentOf(await render())['REPLICAS'], '1')
})

test('its name outlives the pod, so that the audit goes on in the same file', async () => {
  const environment = environmentOf(await render({ audit: { volume: { enabled: true } } }))
  assert.equal(environment['REPLICA_NAME'], 'agb-agb-gateway-0')
  assert.equal(environment['AUDIT_FILE'], '/var/lib/agb-gateway/audit/{replica}.jsonl')
})

test('the longest possible names stay within what Kubernetes and the gateway take', async () => {
  const manifests = await render({ nameOverride: 'n'.repeat(63) }, 'r'.repeat(53))
  assert.ok((environmentOf(manifests)['REPLICA_NAME'] ?? '').length <= 64)
  for (const { metadata } of manifests as Array<{ metadata?: { name?: string } }>)
    assert.match(metadata?.name ?? '', /^[a-z][-a-z0-9]{0,72}$/)
  assert.ok((only(manifests, 'Service').metadata?.name ?? '').length <= 63)
})

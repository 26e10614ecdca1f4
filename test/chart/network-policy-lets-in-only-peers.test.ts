// With the NetworkPolicy on, a port is open to the peers listed for it and to nobody else.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allOf, only, render } from './support/helm.ts'

const zis = { podSelector: { matchLabels: { app: 'zis' } } }
const prometheus = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }
const policyOf = async (networkPolicy: object) =>
  only(await render({ networkPolicy: { enabled: true, ...networkPolicy } }), 'NetworkPolicy').spec

test('off by default', async () => {
  assert.deepEqual(allOf(await render(), 'NetworkPolicy'), [])
})

test('without peers nobody gets in: an empty `from` would mean everyone', async () => {
  const spec = await policyOf({})
  assert.deepEqual(spec?.policyTypes, ['Ingress'])
  assert.deepEqual(spec?.ingress ?? [], [])
})

test('callers reach the port for callers, monitoring the management port', async () => {
  const spec = await policyOf({ callers: [zis], monitoring: [prometheus] })
  assert.deepEqual(spec?.ingress, [
    { from: [zis], ports: [{ port: 'callers' }] },
    { from: [prometheus], ports: [{ port: 'management' }] },
  ])
})

// Probes and metrics have a port of their own, which callers cannot reach through the Service.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { only, render } from './support/helm.ts'
import { environmentOf, podOf, renderPod } from './support/pod.ts'
import { valueSets } from './support/value-sets.ts'

test('all three probes ask the management port', async () => {
  const { container } = await renderPod()
  assert.deepEqual(container.startupProbe?.httpGet, { path: '/livez', port: 'management' })
  assert.deepEqual(container.livenessProbe?.httpGet, { path: '/livez', port: 'management' })
  assert.deepEqual(container.readinessProbe?.httpGet, { path: '/readyz', port: 'management' })
})

test('the ports of the pod are those that the gateway listens on', async () => {
  const manifests = await render()
  const { PORT, MANAGEMENT_PORT } = environmentOf(manifests)
  assert.deepEqual(podOf(manifests).container.ports, [
    { name: 'callers', containerPort: Number(PORT) },
    { name: 'management', containerPort: Number(MANAGEMENT_PORT) },
  ])
})

for (const [name, values] of Object.entries(valueSets)) {
  test(`${name}: the Service leads to the callers' port alone, on the gateway's pod`, async () => {
    const manifests = await render(values)
    const { spec } = only(manifests, 'Service')
    assert.deepEqual(
      spec?.ports?.map(({ targetPort }) => targetPort),
      ['callers'],
    )
    const labels = podOf(manifests).metadata.labels ?? {}
    for (const [label, value] of Object.entries(spec?.selector ?? {})) assert.equal(labels[label], value)
  })
}

test('the Prometheus Operator reads metrics from the pod itself', async () => {
  const { metadata, spec } = only(await render(valueSets['everything switched on']), 'PodMonitor')
  assert.equal(metadata.labels['release'], 'prometheus')
  assert.deepEqual(spec, {
    selector: { matchLabels: { 'app.kubernetes.io/name': 'agb-gateway', 'app.kubernetes.io/instance': 'agb' } },
    podMetricsEndpoints: [{ port: 'management', path: '/metrics', interval: '15s' }],
  })
})

// Every object that the chart renders is one that Kubernetes takes, to the last field.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { validate as statefulSet } from 'kubernetes-models/_schemas/IoK8sApiAppsV1StatefulSet'
import { validate as configMap } from 'kubernetes-models/_schemas/IoK8sApiCoreV1ConfigMap'
import { validate as service } from 'kubernetes-models/_schemas/IoK8sApiCoreV1Service'
import { validate as serviceAccount } from 'kubernetes-models/_schemas/IoK8sApiCoreV1ServiceAccount'
import { validate as networkPolicy } from 'kubernetes-models/_schemas/IoK8sApiNetworkingV1NetworkPolicy'
import { validate as disruptionBudget } from 'kubernetes-models/_schemas/IoK8sApiPolicyV1PodDisruptionBudget'
import { lint, render } from './support/helm.ts'
import { unknownFields, type Validate } from './support/unknown-fields.ts'
import { valueSets } from './support/value-sets.ts'

const validators: Record<string, Validate> = {
  'apps/v1/StatefulSet': statefulSet,
  'networking.k8s.io/v1/NetworkPolicy': networkPolicy,
  'policy/v1/PodDisruptionBudget': disruptionBudget,
  'v1/ConfigMap': configMap,
  'v1/Service': service,
  'v1/ServiceAccount': serviceAccount,
}

/** Not part of Kubernetes itself; management-port-stays-inside.test.ts looks at it. */
const PROMETHEUS = 'monitoring.coreos.com/v1/PodMonitor'

for (const [name, values] of Object.entries(valueSets)) {
  test(`${name}: every object is valid and has no unknown field`, async () => {
    for (const manifest of await render(values)) {
      const kind = `${manifest.apiVersion}/${manifest.kind}`
      if (kind === PROMETHEUS) continue
      const validate = validators[kind]
      assert.ok(validate, `no validator for ${kind}`)
      assert.ok(validate(manifest), `${kind}: ${JSON.stringify(validate.errors)}`)
      assert.deepEqual(unknownFields(manifest, validate), [], kind)
    }
  })

  test(`${name}: helm lint --strict finds nothing`, async () => {
    assert.match(await lint(values), /1 chart\(s\) linted, 0 chart\(s\) failed/)
  })
}

test('a misspelt field is found', () => {
  const misspelt = { apiVersion: 'v1', kind: 'Service', spec: { ports: [{ port: 80, targetport: 'callers' }] } }
  assert.deepEqual(unknownFields(misspelt, service), ['/spec/ports/0/targetport'])
})

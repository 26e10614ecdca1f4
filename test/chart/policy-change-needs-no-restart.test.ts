// The policy file reaches the gateway as it was written, and a new one needs no new pod.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPolicy } from '../../src/policy/read-policy.ts'
import { allOf, only, render } from './support/helm.ts'
import { environmentOf, podOf, renderPod } from './support/pod.ts'

const example = 'versie: 1 # onze eerste\ndoelen:\n  dienst: { rijfilter: { zorgsoort: ["03"] }, naam: Ééns }\n'
const policyIn = (manifests: Awaited<ReturnType<typeof render>>) => only(manifests, 'ConfigMap').data?.['policy.yaml']

for (const ending of ['', '\n', '\n\n\n']) {
  test(`the ConfigMap holds the file to the last byte, ending in ${JSON.stringify(ending)}`, async () => {
    const document = example.trimEnd() + ending
    assert.equal(policyIn(await render({ policy: { document } })), document)
  })
}

test('the ConfigMap lies where POLICY_FILE looks', async () => {
  const manifests = await render()
  const { spec, container } = podOf(manifests)
  const volume = spec.volumes?.find(({ configMap }) => configMap?.name === only(manifests, 'ConfigMap').metadata?.name)
  const mount = container.volumeMounts?.find(({ name }) => name === volume?.name)
  assert.equal(environmentOf(manifests)['POLICY_FILE'], `${mount?.mountPath}/policy.yaml`)
})

test('the policy by default is a sound one to which nobody holds a key', async () => {
  const lezing = readPolicy(Buffer.from(policyIn(await render()) ?? ''), 'policy.yaml')
  assert.ok('policy' in lezing, JSON.stringify(lezing))
  assert.equal(lezing.policy.perSleutel.size + lezing.policy.perCertificaat.size, 0)
})

test('another policy leaves the pod as it is', async () => {
  assert.deepEqual(await renderPod({ policy: { document: example } }), await renderPod())
})

test('where a restart is asked for, the checksum of the policy brings one about', async () => {
  const checksum = async (document: string) => {
    const { metadata } = await renderPod({ policy: { document, restartOnChange: true } })
    return metadata.annotations?.['checksum/policy']
  }
  assert.match((await checksum(example)) ?? '', /^[0-9a-f]{64}$/)
  assert.notEqual(await checksum(example), await checksum(`${example}\n`))
})

test('a ConfigMap that exists already is used as it is', async () => {
  const manifests = await render({ policy: { existingConfigMap: 'policy' } })
  assert.deepEqual(allOf(manifests, 'ConfigMap'), [])
  assert.ok(podOf(manifests).spec.volumes?.some(({ configMap }) => configMap?.name === 'policy'))
})

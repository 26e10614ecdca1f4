// Secrets exist before the chart: it names them, mounts them read-only and holds none itself.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { only, render } from './support/helm.ts'
import { environmentOf, podOf } from './support/pod.ts'
import { valueSets } from './support/value-sets.ts'

const everything = valueSets['everything switched on']!

for (const [name, values] of Object.entries(valueSets)) {
  test(`${name}: no Secret is rendered, and every _FILE setting lies in a read-only mount`, async () => {
    const manifests = await render(values)
    assert.ok(!manifests.some(({ kind }) => (kind as string) === 'Secret'))

    const { container } = podOf(manifests)
    const mounts = container.volumeMounts ?? []
    const files = Object.entries(environmentOf(manifests)).filter(([setting]) => setting.endsWith('_FILE'))
    assert.ok(files.length >= 4)
    for (const [setting, path] of files) {
      const mount = mounts.find(({ mountPath }) => path.startsWith(`${mountPath}/`))
      assert.ok(mount, `${setting} lies in no mount`)
      assert.equal(mount.readOnly ?? false, setting !== 'AUDIT_FILE', setting)
      assert.equal(mount.subPath, undefined, `${setting} would never be renewed`)
    }
  })

  test(`${name}: mounts and volumes are the same set`, async () => {
    const manifests = await render(values)
    const { container, spec } = podOf(manifests)
    const claimed = only(manifests, 'StatefulSet').spec?.volumeClaimTemplates?.map(({ metadata }) => metadata) ?? []
    const sorted = (things: ReadonlyArray<{ name?: string } | undefined> = []) =>
      things.map((each) => String(each?.name)).sort()
    assert.deepEqual(sorted(container.volumeMounts), sorted([...(spec.volumes ?? []), ...claimed]))
  })
}

test('the files of Secrets are for their group alone, none is executable or open to others', async () => {
  const { spec } = podOf(await render(everything))
  const secrets = (spec.volumes ?? []).flatMap(({ secret }) => secret ?? [])
  assert.deepEqual(
    secrets.map(({ secretName, defaultMode }) => [secretName, defaultMode]),
    [
      ['vektis', 0o440],
      ['audit', 0o440],
      ['redis', 0o440],
      ['tls', 0o440],
      ['oidc', 0o440],
    ],
  )
})

test('the address of Redis, which may hold a password, is taken from its Secret', async () => {
  assert.equal(environmentOf(await render(everything))['REDIS_URL'], 'secret:redis/url')
})

test('a key left empty is not used', async () => {
  const environment = environmentOf(await render({ redis: { existingSecret: 'redis', keys: { encryptionKey: '' } } }))
  assert.ok('REDIS_URL' in environment)
  assert.ok(!('REDIS_ENCRYPTION_KEY_FILE' in environment))
})

test('a PFX takes the place of certificate and key', async () => {
  const environment = environmentOf(await render({ vektis: { keys: { pfx: 'vektis.pfx' } } }))
  assert.equal(environment['VEKTIS_PFX_FILE'], '/etc/agb-gateway/vektis/vektis.pfx')
  assert.ok(!('VEKTIS_CERT_FILE' in environment) && !('VEKTIS_KEY_FILE' in environment))
})

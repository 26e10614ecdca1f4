// The gateway's pod and container out of a rendered chart, and the environment that it gives the gateway.

import { type Manifest, only, render } from './helm.ts'

/** The pod of the rendered StatefulSet with its single container. */
export function podOf(manifests: Manifest[]) {
  const { metadata, spec } = only(manifests, 'StatefulSet').spec!.template
  const [container, ...others] = spec!.containers
  if (!container || others.length > 0) throw new Error('expected one container')
  return { metadata: metadata!, spec: spec!, container }
}

/** Values → the pod that they give. */
export const renderPod = async (values: object = {}, release?: string) => podOf(await render(values, release))

/**
 * Name → value of the container's environment; what comes from a Secret is written as `secret:name/key`. The pod's own
 * name is that of the first one.
 */
export function environmentOf(manifests: Manifest[]): Record<string, string> {
  const { metadata } = only(manifests, 'StatefulSet')
  const variables = podOf(manifests).container.env ?? []
  const names = variables.map(({ name }) => name)
  if (new Set(names).size < names.length) throw new Error('a variable is set twice')
  return Object.fromEntries(
    variables.map(({ name, value, valueFrom }) => {
      const { secretKeyRef: secret, fieldRef: field } = valueFrom ?? {}
      if (field?.fieldPath === 'metadata.name') return [name, `${metadata?.name}-0`]
      return [name, secret ? `secret:${secret.name}/${secret.key}` : (value ?? '')]
    }),
  )
}

// Renders and lints the chart with the real helm, values handed over on its standard input.

import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { IStatefulSet } from 'kubernetes-models/apps/v1'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1'
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1'
import type { IConfigMap, IService, IServiceAccount } from 'kubernetes-models/v1'
import { parseAllDocuments, stringify } from 'yaml'

/** A PodMonitor of the Prometheus Operator, as far as the chart fills it. */
export interface PodMonitor {
  metadata: { name: string; labels: Record<string, string> }
  spec: { selector: { matchLabels: Record<string, string> }; podMetricsEndpoints: object[] }
}

interface Kinds {
  ConfigMap: IConfigMap
  StatefulSet: IStatefulSet
  NetworkPolicy: INetworkPolicy
  PodDisruptionBudget: IPodDisruptionBudget
  PodMonitor: PodMonitor
  Service: IService
  ServiceAccount: IServiceAccount
}

export interface Manifest {
  apiVersion: string
  kind: keyof Kinds
}

export const repository = fileURLToPath(new URL('../../../', import.meta.url))
export const chart = `${repository}helm/agb-gateway`
const run = promisify(execFile)

/** Runs helm in the repository; rejects with its standard error when it refuses. */
async function helm(args: string[], values: object): Promise<string> {
  const running = run(`${repository}node_modules/.bin/helm`, args)
  running.child.stdin?.end(stringify(values))
  return (await running).stdout
}

/** `helm lint --strict`: warnings are errors. */
export const lint = (values: object = {}) => helm(['lint', '--strict', '--values', '-', chart], values)

/** What `helm template` prints. */
export const renderText = (values: object = {}, release = 'agb') =>
  helm(['template', release, chart, '--values', '-'], values)

/** The objects that `helm template` prints, read as Kubernetes reads them: YAML 1.1, where 0440 is octal. */
export async function render(values: object = {}, release = 'agb'): Promise<Manifest[]> {
  const documents = parseAllDocuments(await renderText(values, release), { version: '1.1', strict: true })
  if (!Array.isArray(documents)) throw new Error('nothing was rendered')
  for (const { errors } of documents) if (errors[0]) throw errors[0]
  return documents.map((document) => document.toJS() as Manifest | null).filter((manifest) => manifest !== null)
}

/** All rendered objects of a kind. */
export const allOf = <K extends keyof Kinds>(manifests: Manifest[], kind: K): Array<Kinds[K]> =>
  manifests.filter((manifest) => manifest.kind === kind) as unknown as Array<Kinds[K]>

/** The one object of a kind; fails when there is none or another. */
export function only<K extends keyof Kinds>(manifests: Manifest[], kind: K): Kinds[K] {
  const [first, ...others] = allOf(manifests, kind)
  if (!first || others.length > 0) throw new Error(`expected one ${kind}, found ${first ? others.length + 1 : 0}`)
  return first
}

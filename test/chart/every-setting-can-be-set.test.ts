// Chart, .env.example and the gateway know the same settings, with the same bounds and defaults.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { loadConfig } from '../../src/config/load.ts'
import { type Setting, settings } from '../../src/config/schema.ts'
import { readEnvExample } from './support/env-example.ts'
import { chart, render } from './support/helm.ts'
import { environmentOf } from './support/pod.ts'
import { valueSets } from './support/value-sets.ts'

interface ConfigValue {
  type?: string
  minimum?: number
  maximum?: number
  enum?: string[]
}

const known: Record<string, Setting<unknown>> = settings
const names = Object.keys(settings).sort()
const sorted = (words: Iterable<string>) => [...new Set(words)].sort()
const someFile = () => Buffer.from('x')

async function configValues(): Promise<Record<string, ConfigValue>> {
  const schema = JSON.parse(await readFile(`${chart}/values.schema.json`, 'utf8')) as {
    properties: { config: { properties: Record<string, ConfigValue> } }
  }
  return schema.properties.config.properties
}

/** As the gateway gets it: what the cluster fills in from a Secret is filled in. */
async function environment(values: object): Promise<Record<string, string>> {
  const variables = Object.entries(environmentOf(await render(values)))
  return Object.fromEntries(variables.map(([k, v]) => [k, v.startsWith('secret:') ? 'redis://redis:6379/0' : v]))
}

test('.env.example names every setting and no other', async () => {
  const { set, shown } = await readEnvExample()
  assert.deepEqual(sorted([...Object.keys(set), ...Object.keys(shown)]), names)
})

test('what .env.example shows as a default is the default', async () => {
  const { shown } = await readEnvExample()
  for (const [name, { default: value }] of Object.entries(known))
    if (value !== undefined && name in shown) assert.equal(shown[name], value, name)
})

test('the gateway takes .env.example as it stands', async () => {
  const { set } = await readEnvExample()
  const { faults, strangers } = loadConfig(set, someFile)
  assert.deepEqual([faults, strangers], [[], []])
})

test('the gateway takes each value that .env.example shows', async () => {
  for (const [name, value] of Object.entries((await readEnvExample()).shown))
    assert.ok('value' in known[name]!.read(value), name)
})

test('every setting can be set through the chart, and nothing else can', async () => {
  const decided = await Promise.all(Object.values(valueSets).map(environment))
  const config = Object.keys(await configValues())
  assert.deepEqual(sorted([...config, ...decided.flatMap(Object.keys)]), names)
})

test('what the chart decides itself cannot be set in `config` too', async () => {
  const decided = Object.keys(await environment({ config: { LOG_LEVEL: null, CACHE_MEMORY_MB: null } }))
  const config = await configValues()
  assert.deepEqual(decided.filter((name) => name in config).sort(), [
    'SHUTDOWN_DELAY_SECONDS',
    'VEKTIS_CALLS_PER_SECOND',
    'VEKTIS_URL',
  ])
})

for (const [name, values] of Object.entries(valueSets)) {
  test(`${name}: the gateway takes the environment that the chart gives it`, async () => {
    const { faults, strangers } = loadConfig(await environment(values), someFile)
    assert.deepEqual([faults, strangers], [[], []])
  })
}

test('the chart has the bounds of the gateway', async () => {
  const takes = (name: string, value: number | string) => 'value' in known[name]!.read(String(value))
  for (const [name, { type, minimum, maximum, enum: words = [] }] of Object.entries(await configValues())) {
    for (const word of words) assert.ok(takes(name, word), `${name}: ${word}`)
    if (type !== 'integer') continue
    assert.ok(minimum !== undefined && maximum !== undefined, `${name} has no bounds`)
    assert.ok(takes(name, minimum) && !takes(name, minimum - 1), `${name}: minimum`)
    assert.ok(takes(name, maximum) && !takes(name, maximum + 1), `${name}: maximum`)
  }
})

test('a large number arrives as it was written', async () => {
  const { CACHE_TTL_SECONDS } = await environment({ config: { CACHE_TTL_SECONDS: 2_678_400 } })
  assert.equal(CACHE_TTL_SECONDS, '2678400')
})

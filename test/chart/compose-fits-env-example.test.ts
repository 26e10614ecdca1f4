// compose.yaml and .env.example fit: every file is mounted, Redis is found, nothing is open that need not be.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { parse } from 'yaml'
import { readEnvExample } from './support/env-example.ts'
import { repository } from './support/helm.ts'

interface Service {
  env_file?: string
  volumes?: string[]
  ports?: string[]
  command?: string[]
  networks: string[]
  cap_drop: string[]
  read_only: boolean
  security_opt: string[]
  stop_grace_period?: string
  healthcheck: { test: string[] }
}

const text = await readFile(`${repository}compose.yaml`, 'utf8')
const { services, networks } = parse(text) as {
  services: Record<'gateway' | 'redis', Service>
  networks: Record<string, { internal?: boolean } | null>
}
const { gateway, redis } = services
const { set } = await readEnvExample()

test('every file that .env.example names lies in a folder mounted read-only', () => {
  assert.equal(gateway.env_file, '.env')
  const folders = (gateway.volumes ?? []).map((volume) => volume.split(':'))
  assert.deepEqual(new Set(folders.map(([from]) => from)), new Set(['./policy', './secrets']))
  const files = Object.entries(set).filter(([name]) => name.endsWith('_FILE'))
  assert.ok(files.length >= 5)
  for (const [name, path] of files)
    assert.ok(
      folders.some(([, to, mode]) => path.startsWith(`${to}/`) && mode === 'ro'),
      name,
    )
})

test('REDIS_URL names the Redis of compose, which evicts nothing and keeps nothing on disk', () => {
  assert.ok(new URL(set['REDIS_URL'] ?? '').hostname in services)
  const options = (redis.command ?? []).join(' ')
  assert.match(options, /--maxmemory-policy noeviction/)
  assert.match(options, /--save  --appendonly no/)
})

test('only the gateway reaches Redis, and the management port only from the machine itself', () => {
  assert.equal(redis.ports, undefined)
  assert.deepEqual(redis.networks, ['store'])
  assert.equal(networks['store']?.internal, true)
  for (const port of gateway.ports ?? []) if (port.includes('MANAGEMENT_PORT')) assert.match(port, /^127\.0\.0\.1:/)
})

test('both run without capabilities on a read-only root', () => {
  for (const service of [gateway, redis]) {
    assert.deepEqual(service.cap_drop, ['ALL'])
    assert.equal(service.read_only, true)
    assert.deepEqual(service.security_opt, ['no-new-privileges:true'])
  }
})

test('every dollar in compose.yaml is a setting with its default, for Compose fills in all of them', async () => {
  const { shown } = await readEnvExample()
  const dollars = [...text.matchAll(/\$(\{(?<name>\w+):-(?<value>\w+)\})?/g)]
  assert.ok(dollars.length > 0)
  for (const { groups } of dollars) assert.equal(groups?.['value'], shown[groups?.['name'] ?? ''] ?? 'no setting')
})

for (const [status, exit] of [
  [200, 0],
  [503, 1],
] as const) {
  test(`the health check ends with ${exit} when /readyz says ${status}`, async () => {
    const management = createServer(({ url }, answer) => answer.writeHead(url === '/readyz' ? status : 404).end())
    await once(management.listen(0, '127.0.0.1'), 'listening')
    const [, node, ...args] = gateway.healthcheck.test
    assert.equal(node, 'node')
    const { port } = management.address() as AddressInfo
    const check = spawn(process.execPath, args, { env: { MANAGEMENT_PORT: String(port) }, stdio: 'ignore' })
    assert.deepEqual(await once(check, 'exit'), [exit, null])
    management.close()
  })
}

test('the gateway is not killed before the longest wait of a caller is over', () => {
  assert.ok(Number.parseInt(gateway.stop_grace_period ?? '', 10) > 5 + 60)
})

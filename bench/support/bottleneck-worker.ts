// What the fleet is measured against: one process of a plain clustered bottleneck that calls the sandbox by itself.

import { readFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Bottleneck from 'bottleneck'
import { Redis } from 'ioredis'
import { Agent } from 'undici'

const {
  VEKTIS_URL: origin = '',
  VEKTIS_TOKEN_FILE: tokenFile = '',
  VEKTIS_CERT_FILE: certFile = '',
  VEKTIS_KEY_FILE: keyFile = '',
  VEKTIS_CA_FILE: caFile = '',
  VEKTIS_CALLS_PER_SECOND: perSecond = '10',
  VEKTIS_TIMEOUT_MS: timeoutMs = '10000',
  REDIS_URL: redisUrl = '',
} = process.env

const agent = new Agent({
  connect: { cert: readFileSync(certFile), key: readFileSync(keyFile), ca: readFileSync(caFile) },
  connections: Number(perSecond),
  headersTimeout: Number(timeoutMs),
})
const authorization = readFileSync(tokenFile, 'utf8').trim()

const client = new Redis(redisUrl, { protocol: 2 })
client.on('error', () => {})
const connection = new Bottleneck.IORedisConnection({ client })
connection.on('error', () => {})
const limiter = new Bottleneck({ id: 'vektis', connection, minTime: 1000 / Number(perSecond) })
limiter.on('error', () => {})
await limiter.ready()

async function call(path: string): Promise<number> {
  const { statusCode, body } = await agent.request({ origin, path, method: 'GET', headers: { authorization } })
  await body.dump()
  return statusCode
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    response.writeHead(await limiter.schedule(() => call(request.url ?? '/'))).end()
  } catch {
    response.writeHead(502).end()
  }
}

const server = createServer((request, response) => void answer(request, response))
await once(server.listen(0, '127.0.0.1'), 'listening')
process.once('SIGTERM', () => process.exit())
process.stdout.write(`open http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)

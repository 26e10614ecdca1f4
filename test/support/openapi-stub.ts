// A server that answers every path of a document with the first example of its 200, and remembers what it was asked.

import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { follow, jsonAnswer, type OpenApiDocument } from './openapi-document.ts'

export interface Stub extends AsyncDisposable {
  baseUrl: string
  /** Every request so far, oldest first. */
  asked: Array<{ url: string; headers: IncomingMessage['headers'] }>
}

/** Matches the paths that a described path stands for: every parameter begins with a digit, no fixed word does. */
const matcher = (path: string) => new RegExp(`^${path.replace(/\{\w+\}/g, '[0-9][^/]*')}$`)

/** The value of the first example for a path; undefined when the path is not described or has none. */
function firstExample(document: OpenApiDocument, pathname: string): unknown {
  const path = Object.keys(document.paths).find((described) => matcher(described).test(pathname))
  const [example] = Object.values((path && jsonAnswer(document, path, '200')?.examples) ?? {})
  return example && follow(document, example).value
}

/** Listens on a free port of this machine; closes with the block that holds it. */
export async function startStub(document: OpenApiDocument): Promise<Stub> {
  const asked: Stub['asked'] = []
  const server = createServer(({ url = '/', headers }, response) => {
    asked.push({ url, headers })
    const example = firstExample(document, new URL(url, 'http://stub').pathname)
    response.writeHead(example === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(example ?? 'Niet gevonden'))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

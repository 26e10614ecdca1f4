// Reads a small JSON body inside the handler, so that a body which cannot be read is accounted for like any other fault.

import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from '../errors.ts'

const MAX_BODY_BYTES = 16 * 1024
const JSON_TYPE = /^application\/json\s*(?:;|$)/i

/** Leaves bodies unread for the routes of this scope: Fastify's own parsers answer a fault before any handler. */
export function leaveBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))
}

/**
 * The body as JSON; without any body an empty object.
 * @throws Problem `mediatype-onbekend`, `te-groot`, `ongeldige-vraag` (no JSON), `ongeldig-http` (broken off)
 */
export async function readBody({ raw, headers }: FastifyRequest): Promise<unknown> {
  const text = (await readBytes(raw)).toString('utf8')
  if (text === '') return {}
  if (!JSON_TYPE.test(headers['content-type'] ?? '')) throw new Problem('mediatype-onbekend', 'Stuur application/json.')
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new Problem('ongeldige-vraag', 'Het bericht is geen geldige JSON.', {
      fouten: [{ in: 'body', naam: '', melding: 'stuur een JSON-object' }],
    })
  }
}

async function readBytes(raw: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    // Left half read it must stay whole: the refusal goes out over the same connection.
    for await (const chunk of raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length
      // What is still to come is not waited for.
      if (length > MAX_BODY_BYTES)
        throw new Problem('te-groot', 'Stuur hoogstens 16 KiB.', { headers: { Connection: 'close' } })
      chunks.push(chunk)
    }
  } catch (cause) {
    if (cause instanceof Problem) throw cause
    throw new Problem('ongeldig-http', 'Het bericht is afgebroken.', { cause })
  }
  return Buffer.concat(chunks)
}

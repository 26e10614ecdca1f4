// The mirror: one route for every entry of the catalogue, all through the main path.

import type { ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Bevraging } from '../domain/catalogus.ts'
import { catalogus } from '../domain/catalogus.ts'
import { type Parameternaam, parameters } from '../domain/parameters.ts'
import { Problem } from '../errors.ts'
import { answerFault } from '../http/error-handler.ts'
import { preferredWait, type ReadVerzoek } from '../http/read-verzoek.ts'
import { faultResponses, mirrorHeaders } from '../http/schemas.ts'
import { Opgehangen } from '../raadpleging/opgehangen.ts'
import type { Raadpleeg } from '../raadpleging/raadpleeg.ts'
import type { Antwoord } from '../raadpleging/verzoek.ts'

export interface SpiegelOptions {
  raadpleeg: Raadpleeg
  readVerzoek: ReadVerzoek
}

const tagVan = ({ partijtype, rol, id }: Bevraging): string => {
  if (partijtype) return partijtype.charAt(0).toUpperCase() + partijtype.slice(1)
  if (rol === 'Referentiegegevens') return 'Referentiegegevens'
  return id === 'test' ? 'Test' : 'Zorgpartij'
}

const schemasVan = (namen: readonly Parameternaam[]) => ({
  type: 'object',
  required: [...namen],
  properties: Object.fromEntries(
    namen.map((naam) => [naam, { ...parameters[naam].schema, description: parameters[naam].eis }]),
  ),
})

const kop = (description: string) => ({ type: 'string', description })
const koppen = {
  'If-None-Match': kop('Validator van een eerder antwoord; is het nog hetzelfde, dan 304'),
  'X-Gebruiker': kop('De eindgebruiker, voor de verantwoording; hoogstens 128 leesbare tekens'),
  'X-Request-Id': kop('Eigen nummer van het verzoek, [A-Za-z0-9._-]{8,64}'),
  traceparent: kop('W3C Trace Context'),
  Prefer: kop('wait=N: hoeveel seconden te wachten, hoogstens 60; 0 geeft alleen wat bewaard is'),
}

function schemaVan(bevraging: Bevraging) {
  const metDoel = bevraging.bewerkingen.length > 0
  const doel = { 'X-Doelbinding': kop('Het doel van deze vraag; mag weg als de afnemer er precies een heeft') }
  const statussen = [400, 401, ...(metDoel ? [403] : []), 404, 405, 406, 408, 413, 429, 431, 500, 502, 503, 504]
  return {
    operationId: bevraging.id,
    summary: bevraging.samenvatting,
    ...(metDoel && { description: `Vraagt van het doel: ${bevraging.bewerkingen.join(', ')}.` }),
    tags: [tagVan(bevraging)],
    ...(bevraging.padparameters.length > 0 && { params: schemasVan(bevraging.padparameters) }),
    ...(bevraging.queryparameters.length > 0 && { querystring: schemasVan(bevraging.queryparameters) }),
    headers: { type: 'object', properties: metDoel ? { ...doel, ...koppen } : koppen },
    response: {
      200: {
        description: 'Wat het doel hiervan geeft',
        headers: mirrorHeaders,
        content: { 'application/json': { schema: { $ref: `${bevraging.antwoord}#` } } },
      },
      304: { description: 'Nog hetzelfde voor dit doel', type: 'null' },
      ...faultResponses(statussen),
    },
  }
}

function stuur(reply: FastifyReply, { status, headers, body }: Antwoord): FastifyReply {
  reply.code(status).headers(headers)
  return body ? reply.type('application/json; charset=utf-8').send(body) : reply.send()
}

/** Aborted when the connection goes before the answer has left. Made for who must wait only: most answers are held. */
function hangUp(response: ServerResponse): AbortSignal {
  const gone = new AbortController()
  const hungUp = () => {
    if (!response.writableFinished) gone.abort(new Opgehangen())
  }
  if (response.destroyed) hungUp()
  else response.once('close', hungUp)
  return gone.signal
}

export async function spiegelRoutes(app: FastifyInstance, { raadpleeg, readVerzoek }: SpiegelOptions): Promise<void> {
  for (const bevraging of catalogus) {
    const url = bevraging.pad.replace(/\{(\w+)\}/g, ':$1')
    app.get(url, { schema: schemaVan(bevraging) }, async (request, reply) => {
      // The router takes an empty parameter for a value; a path that ends in a slash does not exist.
      if (request.url.split('?', 1)[0]?.endsWith('/')) return reply.callNotFound()
      const invoer = { ...(request.query as object), ...(request.params as object) }
      const verzoek = await readVerzoek(request)
      const wait = preferredWait(request.headers.prefer as string | undefined)
      // Also on what says that it took too long (RFC 7240 3); an unknown caller never waits.
      if (wait !== undefined && verzoek.afnemer) reply.header('Preference-Applied', `wait=${wait}`)
      verzoek.opgehangen = () => hangUp(reply.raw)
      const antwoord = await raadpleeg(bevraging, invoer, verzoek)
      return antwoord instanceof Problem ? answerFault(request, reply, antwoord) : stuur(reply, antwoord)
    })
  }
}

// Our own document: made by @fastify/swagger from the schemas of the routes, served as JSON, YAML and a page to read.

import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { stringify } from 'yaml'
import { faultHeaders, faults, InvoerfoutSchema, mirrorHeaders, mirrorSchemas, ProblemSchema } from './schemas.ts'

export interface OpenapiOptions {
  /** Semantic version of the document. */
  version: string
}

type Json = Record<string, unknown>

const info = (version: string) => ({
  title: 'agb-gateway',
  version,
  description: [
    'De ene deur van het ziekenhuis naar de AGB Raadpleegdienst van Vektis.',
    'Paden onder /v2 zijn die van Vektis: een client die daarvoor is gemaakt werkt na het wisselen van basis-URL en sleutel.',
    'Elk antwoord geeft alleen de categorieën van het doel in X-Doelbinding; wat is weggelaten staat in AGB-Weggelaten.',
    'Een andere methode dan een pad heeft geeft 405. Alles wat wordt gevraagd en gegeven, wordt verantwoord.',
  ].join('\n\n'),
  contact: { name: 'Beheer agb-gateway', url: 'https://agb-gateway.example', email: 'beheer@agb-gateway.example' },
  license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
})

const securitySchemes = {
  sleutel: {
    type: 'http',
    scheme: 'bearer',
    description: 'Authorization: Bearer <sleutel>; ook Vektis <sleutel> of kaal',
  },
  sleutelkop: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
  certificaat: { type: 'mutualTLS', description: 'Clientcertificaat waarvan de vingerafdruk in de policy staat' },
} as const

const shared = (name: string) => ({ $ref: `#/components/headers/${name}` })

/** Faults and headers stand once among the components: a document that repeats them per path is not read by anyone. */
function shareComponents(document: Json): Json {
  const components = document.components as Json
  components.headers = Object.assign(
    {},
    mirrorHeaders,
    ...Object.keys(faults).map((status) => faultHeaders(Number(status))),
  )
  components.responses = Object.fromEntries(
    Object.entries(faults).map(([status, description]) => [
      `Fout${status}`,
      {
        description,
        headers: Object.fromEntries(Object.keys(faultHeaders(Number(status))).map((name) => [name, shared(name)])),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
  for (const path of Object.values(document.paths as Record<string, Json>))
    for (const operation of Object.values(path) as Array<{ responses?: Record<string, Json> }>)
      for (const [status, response] of Object.entries(operation.responses ?? {})) {
        if (faults[Number(status)])
          operation.responses = { ...operation.responses, [status]: { $ref: `#/components/responses/Fout${status}` } }
        else if (response.headers)
          response.headers = Object.fromEntries(
            Object.keys(response.headers).map((name) =>
              Object.hasOwn(mirrorHeaders, name) ? [name, shared(name)] : [name, (response.headers as Json)[name]],
            ),
          )
      }
  return document
}

/** Must come before the routes: the plugin listens for each of them. */
export async function addOpenapi(app: FastifyInstance, { version }: OpenapiOptions): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info: info(version),
      servers: [{ url: '/', description: 'Deze gateway' }],
      components: { securitySchemes: securitySchemes as never },
      security: [{ sleutel: [] }, { sleutelkop: [] }, { certificaat: [] }],
      tags: [
        { name: 'Zorgverlener', description: 'Personen die zorg verlenen' },
        { name: 'Onderneming', description: 'Zorgondernemingen' },
        { name: 'Vestiging', description: 'Vestigingen van ondernemingen' },
        { name: 'Zorgpartij', description: 'Alle soorten partij' },
        { name: 'Referentiegegevens', description: 'Codelijsten' },
        { name: 'Test', description: 'Verbindingstest' },
        { name: 'Gateway', description: 'Van de gateway zelf' },
        { name: 'Beheer', description: 'Voor de beheerder van de gateway' },
        { name: 'FG', description: 'Vragen over de verantwoording, voor de functionaris gegevensbescherming' },
      ],
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) =>
        typeof json.$id === 'string' ? json.$id : `def-${index}`,
    },
    transformObject: (document) =>
      'openapiObject' in document
        ? (shareComponents(document.openapiObject as Json) as never)
        : (document.swaggerObject as never),
  })
  for (const schema of [InvoerfoutSchema, ProblemSchema, ...mirrorSchemas]) app.addSchema(schema)
}

/** The document as YAML: what is checked in and what is served. */
export const openapiYaml = (app: FastifyInstance): string =>
  stringify(app.swagger(), { aliasDuplicateObjects: false, lineWidth: 120 })

/** `/docs`, `/openapi.json` and `/openapi.yaml`: for everyone, from anywhere (NL API Design Rules, publish-openapi). */
export async function addDocs(app: FastifyInstance): Promise<void> {
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    theme: { title: 'agb-gateway', css: [{ filename: 'page.css', content: '.topbar { display: none }' }] },
    uiConfig: { url: '/openapi.json', docExpansion: 'list', defaultModelsExpandDepth: 0, deepLinking: true },
    staticCSP:
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'",
  })
  const open = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-cache' }
  let json: string | undefined
  let yaml: string | undefined
  app.get('/openapi.json', { schema: { hide: true } }, (_request, reply) => {
    json ??= JSON.stringify(app.swagger())
    return reply.headers(open).type('application/json; charset=utf-8').send(json)
  })
  app.get('/openapi.yaml', { schema: { hide: true } }, (_request, reply) => {
    yaml ??= openapiYaml(app)
    return reply.headers(open).type('application/yaml; charset=utf-8').send(yaml)
  })
}

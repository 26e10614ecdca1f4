// GET /gateway/v1/fg/…: what the FG reads out of the policy, as JSON or as Markdown to put in the file.

import type { FastifyInstance } from 'fastify'
import Negotiator from 'negotiator'
import { type TSchema, Type } from 'typebox'
import { eisRol } from '../doelbinding/eis-rol.ts'
import type { Policy } from '../doelbinding/policy.ts'
import { createRegister } from '../doelbinding/register.ts'
import { registerAsMarkdown } from '../fg/register-markdown.ts'
import { createVektisBijlage, VektisBijlageSchema } from '../fg/vektis-bijlage.ts'
import { vektisBijlageAsMarkdown } from '../fg/vektis-bijlage-markdown.ts'
import type { ReadVerzoek } from '../http/read-verzoek.ts'
import { faultResponses, ownHeaders } from '../http/schemas.ts'
import type { Clock } from '../lib/clock.ts'
import { eisGoed } from '../raadpleging/eis-goed.ts'
import type { Verantwoord } from '../raadpleging/verantwoord.ts'
import { fgPath } from './fg.ts'
import { RegisterSchema } from './fg-register-schema.ts'

export interface FgDocumentenOptions {
  verantwoord: Verantwoord
  readVerzoek: ReadVerzoek
  clock: Clock
}

interface Document {
  naam: string
  samenvatting: string
  schema: TSchema
  ref: string
  /** Both forms of the same facts; each is made when it is asked for. */
  maak: (policy: Policy, now: number) => { json: () => string; markdown: () => string }
}

const document =
  <T>(maak: (policy: Policy, now: number) => T, asMarkdown: (inhoud: T) => string): Document['maak'] =>
  (policy, now) => {
    const inhoud = maak(policy, now)
    return { json: () => JSON.stringify(inhoud), markdown: () => `${asMarkdown(inhoud)}\n` }
  }

const documenten: readonly Document[] = [
  {
    naam: 'verwerkingsregister',
    samenvatting: 'Register van verwerkingsactiviteiten (AVG artikel 30)',
    schema: RegisterSchema,
    ref: 'Verwerkingsregister#',
    maak: document(createRegister, registerAsMarkdown),
  },
  {
    naam: 'vektis-bijlage',
    samenvatting: 'Bijlage bij de aanvraag van een abonnement bij Vektis',
    schema: VektisBijlageSchema,
    ref: 'VektisBijlage#',
    maak: document(createVektisBijlage, vektisBijlageAsMarkdown),
  },
]

/** The paths of the documents: GET only. */
export const fgDocumentPaths = documenten.map(({ naam }) => fgPath(naam))

const JSON_TYPE = 'application/json'
const MARKDOWN = 'text/markdown'
const TYPES = [JSON_TYPE, MARKDOWN]

function schemaVan({ naam, samenvatting, ref }: Document) {
  return {
    operationId: `fg-${naam}`,
    summary: samenvatting,
    description: 'Alleen met de rol fg. Uit de policy die nu geldt.',
    tags: ['FG'],
    response: {
      200: {
        description: samenvatting,
        headers: ownHeaders,
        content: {
          [JSON_TYPE]: { schema: { $ref: ref } },
          [MARKDOWN]: { schema: Type.String({ description: 'Hetzelfde, om te lezen' }) },
        },
      },
      ...faultResponses([400, 401, 403, 405, 406, 408, 413, 429, 431, 500, 503]),
    },
  }
}

export async function fgDocumentRoutes(app: FastifyInstance, options: FgDocumentenOptions): Promise<void> {
  const { verantwoord, readVerzoek, clock } = options
  for (const een of documenten) {
    app.addSchema(een.schema)
    app.get(fgPath(een.naam), { schema: schemaVan(een) }, async (request, reply) => {
      const verzoek = await readVerzoek(request, undefined, TYPES)
      const { type, body } = await verantwoord(verzoek, `fg-${een.naam}`, (afnemer) => {
        eisGoed(verzoek.fouten)
        eisRol(afnemer, 'fg')
        const inhoud = een.maak(verzoek.policy, clock.now())
        const type = new Negotiator(request.raw).mediaType(TYPES) === MARKDOWN ? MARKDOWN : JSON_TYPE
        return { status: 200, type, body: type === MARKDOWN ? inhoud.markdown() : inhoud.json() }
      })
      return reply.headers({ 'Cache-Control': 'no-store', Vary: 'Accept' }).type(`${type}; charset=utf-8`).send(body)
    })
  }
}

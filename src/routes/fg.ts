// POST /gateway/v1/fg/…: the questions of the FG about the audit. A body, for an AGB-code never stands in a URL.

import type { FastifyInstance } from 'fastify'
import type { TSchema } from 'typebox'
import { eisRol } from '../doelbinding/eis-rol.ts'
import { BulkgebruikSchema } from '../fg/bulkgebruik.ts'
import { DatalekSchema } from '../fg/datalek.ts'
import { GebruikSchema } from '../fg/gebruik.ts'
import { InzageSchema } from '../fg/inzage.ts'
import { leesInvoer, type Veldnaam, velden } from '../fg/invoer.ts'
import { alsMoment } from '../fg/periode.ts'
import { type StelVraag, type Vraagnaam, vraagvelden } from '../fg/vragen.ts'
import { WeigeringenSchema } from '../fg/weigeringen.ts'
import { leaveBodies, readBody } from '../http/read-body.ts'
import type { ReadVerzoek } from '../http/read-verzoek.ts'
import { faultResponses, ownHeaders } from '../http/schemas.ts'
import type { Clock } from '../lib/clock.ts'
import { eisGoed } from '../raadpleging/eis-goed.ts'
import type { Verantwoord } from '../raadpleging/verantwoord.ts'

export interface FgOptions {
  stelVraag: StelVraag
  pseudonym: (agbcode: string) => string
  verantwoord: Verantwoord
  readVerzoek: ReadVerzoek
  clock: Clock
}

const vragen: Record<Vraagnaam, { samenvatting: string; schema: TSchema; ref: string }> = {
  inzage: { samenvatting: 'Wanneer en waarvoor een partij is geraadpleegd', schema: InzageSchema, ref: 'Inzage#' },
  gebruik: { samenvatting: 'Per doel wat is toegekend en wat is gebruikt', schema: GebruikSchema, ref: 'Gebruik#' },
  weigeringen: { samenvatting: 'Geweigerde vragen', schema: WeigeringenSchema, ref: 'Weigeringen#' },
  bulkgebruik: { samenvatting: 'De zwaarste gebruikers per dag', schema: BulkgebruikSchema, ref: 'Bulkgebruik#' },
  datalek: { samenvatting: 'Wat aan wie is verstrekt, voor een inbreuk', schema: DatalekSchema, ref: 'Datalek#' },
}

export const fgPath = (naam: string): string => `/gateway/v1/fg/${naam}`

/** The paths of the questions: POST only. */
export const fgPaths = Object.keys(vragen).map(fgPath)

const bodySchema = (namen: readonly Veldnaam[], verplicht: readonly Veldnaam[]) => ({
  type: 'object',
  properties: Object.fromEntries(namen.map((naam) => [naam, velden[naam].schema])),
  ...(verplicht.length > 0 && { required: [...verplicht] }),
  additionalProperties: false,
})

function schemaVan(naam: Vraagnaam) {
  const { samenvatting, ref } = vragen[naam]
  const { namen, verplicht } = vraagvelden[naam]
  return {
    operationId: `fg-${naam}`,
    summary: samenvatting,
    description: 'Alleen met de rol fg. Leest alle bestanden van AUDIT_FILE, een vraag tegelijk per replica.',
    tags: ['FG'],
    body: bodySchema(namen, verplicht),
    response: {
      200: {
        description: 'Het overzicht',
        headers: ownHeaders,
        content: { 'application/json': { schema: { $ref: ref } } },
      },
      ...faultResponses([400, 401, 403, 405, 406, 408, 409, 413, 415, 429, 431, 500, 503]),
    },
  }
}

/** The body is read and judged in the handler; a scope with schemas of its own would else get Fastify's own judge. */
const unchecked = () => () => true

export async function fgRoutes(app: FastifyInstance, options: FgOptions): Promise<void> {
  const { stelVraag, pseudonym, verantwoord, readVerzoek, clock } = options
  leaveBodies(app)
  for (const naam of Object.keys(vragen) as Vraagnaam[]) {
    app.addSchema(vragen[naam].schema)
    app.post(fgPath(naam), { schema: schemaVan(naam), validatorCompiler: unchecked }, async (request, reply) => {
      const gone = new AbortController()
      reply.raw.once('close', () => gone.abort())
      const verzoek = await readVerzoek(request)
      const { overzicht } = await verantwoord(verzoek, `fg-${naam}`, async (afnemer, regel) => {
        const body = await readBody(request)
        const { invoer, fouten } = leesInvoer(body, vraagvelden[naam], clock.now())
        const { agbcode, periode, intern } = invoer
        if (agbcode !== undefined) regel.betrokkenen = [pseudonym(agbcode)]
        eisGoed([...fouten, ...verzoek.fouten])
        regel.bijzonderheden = { van: alsMoment(periode.van), tot: alsMoment(periode.tot), intern }
        eisRol(afnemer, 'fg')
        return { status: 200, overzicht: await stelVraag(naam, invoer, gone.signal) }
      })
      return reply
        .header('Cache-Control', 'no-store')
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(overzicht))
    })
  }
}

// /gateway/v1/beheer/mutaties: how far the feed is followed, what waits for an operator, and the way to confirm it.

import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { eisRol } from '../doelbinding/eis-rol.ts'
import { type Feedstand, feedstanden } from '../domain/feedstand.ts'
import { type Invoerfout, Problem } from '../errors.ts'
import { leaveBodies, readBody } from '../http/read-body.ts'
import type { ReadVerzoek } from '../http/read-verzoek.ts'
import { faultResponses, ownHeaders } from '../http/schemas.ts'
import { eisGoed } from '../raadpleging/eis-goed.ts'
import type { Verantwoord } from '../raadpleging/verantwoord.ts'

export interface MutatiesOptions {
  mutaties: {
    stand: () => Feedstand
    /** Start of the last poll that was applied, in ms since the epoch. */
    tot: () => number | undefined
    wachtend: () => { parties: number; kenmerk: string } | undefined
    /** False: that is no longer what waits. Rejects when the word could not be left. */
    bevestig: (kenmerk: string) => Promise<boolean>
  }
  verantwoord: Verantwoord
  readVerzoek: ReadVerzoek
}

export const MUTATIES = '/gateway/v1/beheer/mutaties'
export const BEVESTIGEN = `${MUTATIES}/bevestigen`

const StandSchema = Type.Object(
  {
    stand: Type.Enum([...feedstanden], {
      description:
        'bij; achter: de feed wordt niet gevolgd; hertoetsing: na een gat wordt alles opnieuw gehaald; onbekend: nog nooit gevolgd; stroom-onbereikbaar: deze replica hoort de andere niet',
    }),
    bijgewerktTot: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
      description: 'Begin van de laatste vraag naar mutaties die helemaal is verwerkt',
    }),
    wachtend: Type.Union(
      [
        Type.Object({
          partijen: Type.Integer({ description: 'Zoveel partijen zouden in een keer verdwijnen' }),
          kenmerk: Type.String({ description: 'Wijst precies deze verwijderingen aan, zonder iets te tonen' }),
        }),
        Type.Null(),
      ],
      { description: 'Verwijderingen die op een mens wachten; null als er geen zijn' },
    ),
  },
  { $id: 'Mutatiestand', description: 'Hoe ver de mutaties van Vektis zijn gevolgd; aantallen, nooit codes' },
)

const geenKenmerk: Invoerfout = { in: 'body', naam: 'kenmerk', melding: `geef het kenmerk dat ${MUTATIES} noemt` }
const onbekend: Invoerfout = { in: 'body', naam: '', melding: 'alleen kenmerk hoort hier' }

function leesKenmerk(body: unknown): { kenmerk: string; fouten: Invoerfout[] } {
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
  const { kenmerk, ...rest } = (isObject ? body : {}) as Record<string, unknown>
  const fouten: Invoerfout[] = Object.keys(rest).length > 0 ? [onbekend] : []
  if (typeof kenmerk === 'string' && /^[0-9a-f]{16}$/.test(kenmerk)) return { kenmerk, fouten }
  return { kenmerk: '', fouten: [...fouten, geenKenmerk] }
}

/** The body is read and judged in the handler. */
const unchecked = () => () => true

export async function mutatiesRoutes(app: FastifyInstance, options: MutatiesOptions): Promise<void> {
  const { mutaties, verantwoord, readVerzoek } = options
  const statuses = [400, 401, 403, 405, 406, 408, 413, 415, 429, 431, 500, 503]
  leaveBodies(app)
  app.addSchema(StandSchema)

  function overzicht() {
    const tot = mutaties.tot()
    const wachtend = mutaties.wachtend()
    return {
      stand: mutaties.stand(),
      bijgewerktTot: tot === undefined ? null : new Date(tot).toISOString(),
      wachtend: wachtend ? { partijen: wachtend.parties, kenmerk: wachtend.kenmerk } : null,
    }
  }

  async function bevestig(kenmerk: string): Promise<void> {
    const isNow = await mutaties.bevestig(kenmerk).catch((cause: unknown) => {
      throw new Problem('gedeelde-toestand-weg', 'De bevestiging kon niet worden doorgegeven. Vraag het opnieuw.', {
        headers: { 'Retry-After': '5' },
        cause,
      })
    })
    if (!isNow)
      throw new Problem('wacht-niet-meer', `Kijk op ${MUTATIES} wat er nu wacht en bevestig dat, als het klopt.`)
  }

  const stand = {
    operationId: 'mutatiestand',
    summary: 'Hoe ver de mutaties zijn gevolgd, en wat op een mens wacht',
    description: 'Alleen met de rol beheer.',
    tags: ['Beheer'],
    response: {
      200: {
        description: 'De stand op deze replica',
        headers: ownHeaders,
        content: { 'application/json': { schema: { $ref: 'Mutatiestand#' } } },
      },
      ...faultResponses(statuses),
    },
  }
  app.get(MUTATIES, { schema: stand }, async (request, reply) => {
    const verzoek = await readVerzoek(request)
    const { body } = await verantwoord(verzoek, 'beheer-mutaties', (afnemer) => {
      eisGoed(verzoek.fouten)
      eisRol(afnemer, 'beheer')
      return { status: 200, body: overzicht() }
    })
    return reply.header('Cache-Control', 'no-store').type('application/json; charset=utf-8').send(JSON.stringify(body))
  })

  const bevestigen = {
    operationId: 'mutaties-bevestigen',
    summary: 'Laat verwijderingen doorgaan die wachten omdat het er te veel tegelijk zijn',
    description: 'Alleen met de rol beheer. De dispatcher voert het binnen enkele seconden uit.',
    tags: ['Beheer'],
    body: {
      type: 'object',
      properties: { kenmerk: { type: 'string', pattern: '^[0-9a-f]{16}$', examples: ['0123456789abcdef'] } },
      required: ['kenmerk'],
      additionalProperties: false,
    },
    response: {
      202: { description: 'Doorgegeven', headers: ownHeaders, type: 'null' },
      ...faultResponses([...statuses, 409]),
    },
  }
  app.post(BEVESTIGEN, { schema: bevestigen, validatorCompiler: unchecked }, async (request, reply) => {
    const verzoek = await readVerzoek(request)
    await verantwoord(verzoek, 'mutaties-bevestigen', async (beheerder, regel) => {
      const { kenmerk, fouten } = leesKenmerk(await readBody(request))
      eisGoed([...fouten, ...verzoek.fouten])
      eisRol(beheerder, 'beheer')
      regel.bijzonderheden = { kenmerk, partijen: mutaties.wachtend()?.parties ?? 0 }
      await bevestig(kenmerk)
      return { status: 202 }
    })
    return reply.code(202).header('Cache-Control', 'no-store').send()
  })
}

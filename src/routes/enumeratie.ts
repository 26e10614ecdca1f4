// /gateway/v1/beheer/enumeratie: who is slowed or stopped for walking through numbers, and the way to release them.

import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { eisRol } from '../doelbinding/eis-rol.ts'
import type { Stand } from '../enumeratie/stand.ts'
import type { Toezicht } from '../enumeratie/toezicht.ts'
import { type Invoerfout, Problem } from '../errors.ts'
import { leaveBodies, readBody } from '../http/read-body.ts'
import type { ReadVerzoek } from '../http/read-verzoek.ts'
import { faultResponses, ownHeaders } from '../http/schemas.ts'
import { eisGoed } from '../raadpleging/eis-goed.ts'
import type { Verantwoord } from '../raadpleging/verantwoord.ts'

export interface EnumeratieOptions {
  toezicht: Pick<Toezicht, 'standen' | 'geefVrij'>
  verantwoord: Verantwoord
  readVerzoek: ReadVerzoek
}

export const STANDEN = '/gateway/v1/beheer/enumeratie'
export const VRIJGEVEN = `${STANDEN}/vrijgeven`

const moment = (description: string) => Type.String({ format: 'date-time', description })

const StandenSchema = Type.Object(
  {
    afnemers: Type.Array(
      Type.Object({
        afnemer: Type.String({ description: 'Naam in de policy' }),
        stand: Type.Enum(['vertraagd', 'gestopt']),
        reden: Type.Enum(['rij', 'buurt', 'onbekend'], {
          description: 'Codes op gelijke afstand, codes die een reeks vullen, of codes die niet bestaan',
        }),
        aantal: Type.Integer({ description: 'Hoeveel codes die maat telde' }),
        sinds: moment('Begin'),
        tot: moment('Wanneer het vanzelf eindigt'),
      }),
    ),
  },
  { $id: 'Enumeratie', description: 'Afnemers die nummers nalopen; aantallen, nooit codes' },
)

const overzicht = (standen: ReadonlyMap<string, Stand>) => ({
  afnemers: [...standen].map(([afnemer, { soort, reden, aantal, sinds, tot }]) => ({
    afnemer,
    stand: soort,
    reden,
    aantal,
    sinds: new Date(sinds).toISOString(),
    tot: new Date(tot).toISOString(),
  })),
})

const geenAfnemer: Invoerfout = { in: 'body', naam: 'afnemer', melding: 'noem een afnemer uit de policy' }

const onbekend: Invoerfout = { in: 'body', naam: '', melding: 'alleen afnemer hoort hier' }

function leesAfnemer(body: unknown): { afnemer: string; fouten: Invoerfout[] } {
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
  const { afnemer, ...rest } = (isObject ? body : {}) as Record<string, unknown>
  // Strangers are told of, not repeated: a name can hold a code.
  const fouten: Invoerfout[] = Object.keys(rest).length > 0 ? [onbekend] : []
  if (typeof afnemer === 'string') return { afnemer, fouten }
  return { afnemer: '', fouten: [...fouten, geenAfnemer] }
}

/** The body is read and judged in the handler. */
const unchecked = () => () => true

export async function enumeratieRoutes(app: FastifyInstance, options: EnumeratieOptions): Promise<void> {
  const { toezicht, verantwoord, readVerzoek } = options
  const faults = faultResponses([400, 401, 403, 405, 406, 408, 413, 415, 429, 431, 500, 503])
  leaveBodies(app)
  app.addSchema(StandenSchema)

  const standen = {
    operationId: 'enumeratie',
    summary: 'Wie wordt vertraagd of gestopt omdat hij nummers naloopt',
    description: 'Alleen met de rol beheer.',
    tags: ['Beheer'],
    response: {
      200: {
        description: 'De afnemers die nu vertraagd of gestopt zijn',
        headers: ownHeaders,
        content: { 'application/json': { schema: { $ref: 'Enumeratie#' } } },
      },
      ...faults,
    },
  }
  app.get(STANDEN, { schema: standen }, async (request, reply) => {
    const verzoek = await readVerzoek(request)
    const { body } = await verantwoord(verzoek, 'beheer-enumeratie', async (afnemer) => {
      eisGoed(verzoek.fouten)
      eisRol(afnemer, 'beheer')
      return { status: 200, body: overzicht(await toezicht.standen()) }
    })
    return reply.header('Cache-Control', 'no-store').type('application/json; charset=utf-8').send(JSON.stringify(body))
  })

  const vrijgeven = {
    operationId: 'enumeratie-vrijgeven',
    summary: 'Geeft een afnemer vrij die is vertraagd of gestopt, op alle replica’s; het tellen begint opnieuw',
    description: 'Alleen met de rol beheer. Opnieuw vragen kan geen kwaad.',
    tags: ['Beheer'],
    body: {
      type: 'object',
      properties: { afnemer: { type: 'string', description: 'Naam in de policy', examples: ['zis-declaratie'] } },
      required: ['afnemer'],
      additionalProperties: false,
    },
    response: { 204: { description: 'Vrijgegeven', headers: ownHeaders, type: 'null' }, ...faults },
  }
  app.post(VRIJGEVEN, { schema: vrijgeven, validatorCompiler: unchecked }, async (request, reply) => {
    const verzoek = await readVerzoek(request)
    await verantwoord(verzoek, 'enumeratie-vrijgeven', async (beheerder, regel) => {
      const { afnemer, fouten } = leesAfnemer(await readBody(request))
      eisGoed([...fouten, ...verzoek.fouten])
      eisRol(beheerder, 'beheer')
      // Only now: who else stands in the policy is not for every caller to find out.
      if (!verzoek.policy.afnemers.has(afnemer)) eisGoed([geenAfnemer])
      regel.bijzonderheden = { afnemer }
      if (!(await toezicht.geefVrij(afnemer)))
        throw new Problem(
          'niet-overal-vrijgegeven',
          'Op deze replica is de afnemer vrij; de andere hoorden het niet, want Redis antwoordt niet. Vraag het opnieuw.',
          { headers: { 'Retry-After': '5' } },
        )
      return { status: 204 }
    })
    return reply.code(204).header('Cache-Control', 'no-store').send()
  })
}

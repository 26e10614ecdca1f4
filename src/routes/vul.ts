// /gateway/v1/beheer/vul: how far the first fill is, and the way to begin and to stop it.

import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { eisRol } from '../doelbinding/eis-rol.ts'
import { type Invoerfout, Problem } from '../errors.ts'
import { leaveBodies, readBody } from '../http/read-body.ts'
import type { ReadVerzoek } from '../http/read-verzoek.ts'
import { faultResponses, ownHeaders } from '../http/schemas.ts'
import { eisGoed } from '../raadpleging/eis-goed.ts'
import type { Verantwoord } from '../raadpleging/verantwoord.ts'
import { fasen, gezien, redenen, type Stand, totaal, zonderPartijen } from '../vul/stand.ts'
import type { Vul } from '../vul/vul.ts'

export interface VulOptions {
  vul: Pick<Vul, 'stand' | 'begin' | 'stop'>
  verantwoord: Verantwoord
  readVerzoek: ReadVerzoek
}

export const VUL = '/gateway/v1/beheer/vul'
export const BEGINNEN = `${VUL}/beginnen`
export const STOPPEN = `${VUL}/stoppen`

const aantal = (description: string) => Type.Integer({ minimum: 0, description })
const ofNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T, description: string) =>
  Type.Union([schema, Type.Null()], { description })

const VulstandSchema = Type.Object(
  {
    stand: Type.Enum(['geen', ...fasen], {
      description:
        'geen: er was er nog geen; gevraagd: de dispatcher begint zo; loopt; stopt: de dispatcher stopt zo; klaar; gestopt; afgebroken: het kon niet verder, reden zegt waarom',
    }),
    reden: ofNull(Type.Enum([...redenen]), 'Waarom het werd afgebroken'),
    begonnenOp: ofNull(Type.String({ format: 'date-time' }), 'Wanneer erom werd gevraagd'),
    bijgewerktOp: ofNull(Type.String({ format: 'date-time' }), 'Wanneer deze stand is opgeschreven'),
    zorgsoort: ofNull(Type.String(), 'De zorgsoort waar het nu mee bezig is; null als dat alle zijn'),
    pagina: ofNull(Type.Integer({ minimum: 1 }), 'De bladzijde waar het nu mee bezig is'),
    zonderPartijen: Type.Array(Type.String(), { description: 'Zorgsoorten waarvan Vektis geen partij kent' }),
    partijen: Type.Object({
      totaal: ofNull(Type.Integer({ minimum: 0 }), 'Op alle lijsten samen; null zolang dat niet is geteld'),
      gezien: aantal('Afgehandeld'),
      gehaald: aantal('Bij Vektis gehaald'),
      bewaard: aantal('Al bewaard en nog goed'),
      buiten: aantal('Van een soort die geen doel in bulk mag'),
      mislukt: aantal('Na meer pogingen zonder antwoord'),
    }),
  },
  { $id: 'Vulstand', description: 'Hoe ver de eerste vulling is; aantallen, nooit codes' },
)

const leeg = { gehaald: 0, bewaard: 0, buiten: 0, mislukt: 0 }
const moment = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString())

/** What callers see of it. */
const overzicht = (stand: Stand | undefined) => ({
  stand: stand?.fase ?? 'geen',
  reden: stand?.reden ?? null,
  begonnenOp: moment(stand?.begonnenOp),
  bijgewerktOp: moment(stand?.bijgewerktOp),
  zorgsoort: (stand?.fase === 'loopt' && stand.lijsten[stand.lijst]?.zorgsoort) || null,
  pagina: stand?.fase === 'loopt' ? stand.pagina : null,
  zonderPartijen: stand ? zonderPartijen(stand) : [],
  partijen: {
    totaal: (stand && totaal(stand)) ?? null,
    gezien: stand ? gezien(stand) : 0,
    ...(stand?.tellingen ?? leeg),
  },
})

const geenInhoud: Invoerfout = { in: 'body', naam: '', melding: 'hier hoort geen inhoud' }
const conflict = (description: string) => ({
  409: { description, content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } } },
})

/** The body is read and judged in the handler. */
const unchecked = () => () => true

async function isLeeg(request: FastifyRequest): Promise<Invoerfout[]> {
  const body = await readBody(request)
  const fits = typeof body === 'object' && body !== null && !Array.isArray(body) && Object.keys(body).length === 0
  return fits ? [] : [geenInhoud]
}

/** @throws Problem `gedeelde-toestand-weg` when Redis does not answer */
const gedeeld = async <T>(work: Promise<T>): Promise<T> =>
  work.catch((cause: unknown) => {
    throw new Problem('gedeelde-toestand-weg', 'Hoe ver de vulling is staat in Redis. Vraag het opnieuw.', {
      headers: { 'Retry-After': '5' },
      cause,
    })
  })

export async function vulRoutes(app: FastifyInstance, options: VulOptions): Promise<void> {
  const { vul, verantwoord, readVerzoek } = options
  const statuses = [400, 401, 403, 405, 406, 408, 413, 415, 429, 431, 500, 503]
  leaveBodies(app)
  app.addSchema(VulstandSchema)
  const alleenBeheer = { tags: ['Beheer'], description: 'Alleen met de rol beheer.' }

  const stand = {
    operationId: 'vulstand',
    summary: 'Hoe ver de eerste vulling is',
    ...alleenBeheer,
    response: {
      200: {
        description: 'De stand, dezelfde op elke replica',
        headers: ownHeaders,
        content: { 'application/json': { schema: { $ref: 'Vulstand#' } } },
      },
      ...faultResponses(statuses),
    },
  }
  app.get(VUL, { schema: stand }, async (request, reply) => {
    const verzoek = await readVerzoek(request)
    const { body } = await verantwoord(verzoek, 'beheer-vul', async (afnemer) => {
      eisGoed(verzoek.fouten)
      eisRol(afnemer, 'beheer')
      return { status: 200, body: overzicht(await gedeeld(vul.stand())) }
    })
    return reply.header('Cache-Control', 'no-store').type('application/json; charset=utf-8').send(JSON.stringify(body))
  })

  async function begin(): Promise<void> {
    const begonnen = await gedeeld(vul.begin())
    if (begonnen === 'niets-in-bulk')
      throw new Problem('niets-in-bulk', 'Geef in de policy een doel de bewerking bulk, met de soorten partij erbij.')
    if (begonnen === 'loopt-al') throw new Problem('vult-al', `Kijk op ${VUL} hoe ver ze is, of stop haar eerst.`)
  }

  async function stop(): Promise<void> {
    if (!(await gedeeld(vul.stop()))) throw new Problem('vult-niet', `Kijk op ${VUL} hoe de laatste is geëindigd.`)
  }

  function opdracht(pad: string, handeling: string, work: () => Promise<void>, says: object): void {
    app.post(pad, { schema: { ...alleenBeheer, ...says }, validatorCompiler: unchecked }, async (request, reply) => {
      const verzoek = await readVerzoek(request)
      await verantwoord(verzoek, handeling, async (beheerder) => {
        eisGoed([...(await isLeeg(request)), ...verzoek.fouten])
        eisRol(beheerder, 'beheer')
        await work()
        return { status: 202 }
      })
      return reply.code(202).header('Cache-Control', 'no-store').send()
    })
  }

  const doorgegeven = { description: 'Doorgegeven aan de dispatcher', headers: ownHeaders, type: 'null' }
  opdracht(BEGINNEN, 'vul-beginnen', begin, {
    operationId: 'vul-beginnen',
    summary: 'Begint de eerste vulling: haalt wat doelen in bulk mogen, achter alle andere vragen aan',
    response: {
      202: doorgegeven,
      ...faultResponses(statuses),
      ...conflict('Er loopt er al een, of geen doel mag in bulk'),
    },
  })
  opdracht(STOPPEN, 'vul-stoppen', stop, {
    operationId: 'vul-stoppen',
    summary: 'Stopt de eerste vulling; wat is gehaald blijft bewaard',
    response: { 202: doorgegeven, ...faultResponses(statuses), ...conflict('Er loopt er geen') },
  })
}

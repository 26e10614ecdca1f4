// GET /gateway/v1/doelbinding: what the calling application may ask, for which purposes, and what each gives.

import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Afnemer, Doel, Policy } from '../doelbinding/policy.ts'
import { vanKracht } from '../doelbinding/resolve-doel.ts'
import type { ReadVerzoek } from '../http/read-verzoek.ts'
import { faultResponses, ownHeaders } from '../http/schemas.ts'
import type { Clock } from '../lib/clock.ts'
import { eisGoed } from '../raadpleging/eis-goed.ts'
import type { Verantwoord } from '../raadpleging/verantwoord.ts'

export interface DoelbindingOptions {
  verantwoord: Verantwoord
  readVerzoek: ReadVerzoek
  clock: Clock
}

const tekst = (description: string) => Type.String({ description })
const lijst = (description: string) => Type.Array(Type.String(), { description })

const DoelSchema = Type.Object({
  doel: tekst('Waarde voor X-Doelbinding'),
  versie: Type.Integer({ minimum: 1 }),
  naam: tekst('Waarvoor het doel is'),
  grondslag: tekst('AVG artikel 6, eerste lid: avg-6-1-a tot en met avg-6-1-f'),
  onderbouwing: tekst('Waarom de grondslag past'),
  partijtypen: lijst('Soorten partij waarvoor het doel geldt'),
  bewerkingen: lijst('Wat er gevraagd mag worden'),
  categorieen: Type.Array(
    Type.Object({ categorie: tekst('Naam van de categorie'), noodzaak: tekst('Waarom het doel haar nodig heeft') }),
    { description: 'Wat er gegeven wordt' },
  ),
  rijfilter: Type.Optional(Type.Object({ zorgsoort: lijst('Alleen partijen van deze zorgsoorten') })),
  geldigTot: Type.Optional(Type.String({ format: 'date', description: 'Laatste dag waarop het doel geldt' })),
  goedgekeurd: Type.Optional(
    Type.Object(
      {
        door: lijst('Wie het doel heeft goedgekeurd'),
        op: Type.String({ format: 'date', description: 'Dag van de goedkeuring' }),
        herzienVoor: Type.String({ format: 'date', description: 'Dag waarvóór het doel opnieuw bekeken moet zijn' }),
      },
      { description: 'De goedkeuring van het doel' },
    ),
  ),
  vanKracht: Type.Boolean({ description: 'Geldt het doel nu?' }),
})

const DoelbindingSchema = Type.Object(
  {
    afnemer: tekst('Naam waaronder deze afnemer in de policy en de verantwoording staat'),
    naam: tekst('Omschrijving van de afnemer'),
    contact: tekst('Wie de afnemer beheert'),
    rollen: lijst('Rechten buiten de doelen: beheer, fg'),
    limiet: Type.Optional(Type.Number({ description: 'Hoogstens zoveel vragen per seconde' })),
    doelen: Type.Array(DoelSchema),
    verwerkingsverantwoordelijke: Type.Object({ naam: Type.String(), fg: tekst('Adres van de FG') }),
    policy: tekst('SHA-256 van de policy die nu geldt'),
  },
  { $id: 'Doelbinding', description: 'Wat deze afnemer mag vragen en krijgt' },
)

const doelVan = (doel: Doel, now: number) => ({
  doel: doel.id,
  versie: doel.versie,
  naam: doel.naam,
  grondslag: doel.grondslag,
  onderbouwing: doel.onderbouwing,
  partijtypen: [...doel.partijtypen],
  bewerkingen: [...doel.bewerkingen],
  categorieen: [...doel.categorieen].map(([categorie, noodzaak]) => ({ categorie, noodzaak })),
  ...(doel.rijfilter && { rijfilter: { zorgsoort: [...doel.rijfilter.zorgsoort] } }),
  ...(doel.geldigTot !== undefined && { geldigTot: doel.geldigTot }),
  ...(doel.goedgekeurd && { goedgekeurd: { ...doel.goedgekeurd, door: [...doel.goedgekeurd.door] } }),
  vanKracht: vanKracht(doel, now),
})

const overzicht = (afnemer: Afnemer, policy: Policy, now: number): Type.Static<typeof DoelbindingSchema> => ({
  afnemer: afnemer.id,
  naam: afnemer.naam,
  contact: afnemer.contact,
  rollen: [...afnemer.rollen],
  ...(afnemer.limiet !== undefined && { limiet: afnemer.limiet }),
  doelen: afnemer.doelen.map((doel) => doelVan(doel, now)),
  verwerkingsverantwoordelijke: policy.verwerkingsverantwoordelijke,
  policy: policy.hash,
})

export async function doelbindingRoute(app: FastifyInstance, parts: DoelbindingOptions): Promise<void> {
  const { verantwoord, readVerzoek, clock } = parts
  app.addSchema(DoelbindingSchema)
  const schema = {
    operationId: 'doelbinding',
    summary: 'De eigen doelen en wat ze geven',
    tags: ['Gateway'],
    response: {
      200: {
        description: 'De doelen van deze afnemer',
        headers: ownHeaders,
        content: { 'application/json': { schema: { $ref: 'Doelbinding#' } } },
      },
      ...faultResponses([400, 401, 405, 406, 408, 413, 429, 431, 500, 503]),
    },
  }
  app.get('/gateway/v1/doelbinding', { schema }, async (request, reply) => {
    const verzoek = await readVerzoek(request)
    const { body } = await verantwoord(verzoek, 'raadplegen-doelbinding', (afnemer) => {
      eisGoed(verzoek.fouten)
      return { status: 200, body: JSON.stringify(overzicht(afnemer, verzoek.policy, clock.now())) }
    })
    const headers = { 'Cache-Control': 'private, no-cache', Vary: 'Authorization, X-API-Key' }
    return reply.headers(headers).type('application/json; charset=utf-8').send(body)
  })
}

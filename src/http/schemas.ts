// What our own document says of the mirror: answers with every property optional and closed, and the faults.

import type { TSchema } from 'typebox'
import { Type } from 'typebox'
import { type Antwoordsoort, antwoorden } from '../domain/antwoorden.ts'
import { categorieen } from '../domain/categorie.ts'
import { KENMERK } from '../domain/veld.ts'

type Json = Record<string, unknown>

/**
 * The same schema with nothing required and nothing more allowed: what a doel withholds is absent, and what Vektis adds
 * never passes.
 */
export function toOptional(schema: Json): Json {
  const { required: _, properties, items, pattern: __, minLength: ___, ...rest } = schema
  return {
    ...rest,
    ...(properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(properties as Record<string, Json>).map(([naam, deel]) => [naam, toOptional(deel)]),
      ),
      additionalProperties: false,
    }),
    ...(items !== undefined && { items: toOptional(items as Json) }),
    // `local-date-time` is not in the registry of formats that generators know.
    ...(rest.format === 'local-date-time' && { format: undefined, examples: ['2016-01-01T00:00:00'] }),
    ...(typeof rest[KENMERK] === 'string' && { description: `Categorie ${rest[KENMERK]}` }),
  }
}

export const InvoerfoutSchema = Type.Object(
  {
    in: Type.Enum(['path', 'query', 'header', 'body']),
    location: Type.Object({
      name: Type.Optional(Type.String({ description: 'Naam van de parameter' })),
      pointer: Type.Optional(Type.String({ description: 'Plaats in de body (RFC 6901)' })),
    }),
    detail: Type.String({ description: 'Hoe de waarde eruit moet zien' }),
  },
  { $id: 'Invoerfout', description: 'Een fout in wat de vrager invulde; nooit de waarde zelf' },
)

export const ProblemSchema = Type.Object(
  {
    type: Type.String({ description: 'urn:agb-gateway: met de code erachter' }),
    title: Type.String({ description: 'Wat er aan de hand is' }),
    status: Type.Integer({ description: 'HTTP-status' }),
    detail: Type.String({ description: 'Wat de volgende stap is' }),
    code: Type.String({ description: 'Vaste code, om op te programmeren' }),
    instance: Type.String({ description: 'Nummer van het verzoek: gelijk aan X-Request-Id' }),
    errors: Type.Optional(Type.Array(Type.Unsafe({ $ref: 'Invoerfout#' }), { description: 'Alle invoerfouten samen' })),
  },
  { $id: 'Problem', description: 'Fout volgens RFC 9457' },
)

/** The answers of the mirror by name, as our document shows them. */
export const mirrorSchemas: Array<TSchema & { $id: string }> = (Object.keys(antwoorden) as Antwoordsoort[]).map(($id) =>
  Object.assign({ $id }, toOptional(antwoorden[$id] as unknown as Json)),
)

const header = (description: string, schema: Json = { type: 'string' }) => ({ description, schema })

/** On every answer to a caller that has a limiet, whatever its status. */
const limietHeaders = {
  'RateLimit-Policy': header(
    'De limiet van deze afnemer, in vragen (q) per aantal seconden (w); afwezig als er geen is',
  ),
  RateLimit: header('Hoeveel vragen nu nog kunnen (r), en over hoeveel seconden er een bij komt (t)'),
}

/** Headers of a 200; those of the cache are absent on errors. */
export const mirrorHeaders = {
  ETag: header('Sterke validator van doel@versie en de bytes'),
  Age: header('Seconden sinds het antwoord bij Vektis is gehaald', { type: 'integer' }),
  'Cache-Control': header('Altijd private, no-cache'),
  'Cache-Status': header('RFC 9211: hit, fwd=miss of fwd=stale'),
  Vary: header('Authorization, X-API-Key, X-Doelbinding'),
  'AGB-Doel': header('Doel en versie waarvoor dit is gegeven'),
  'AGB-Weggelaten': header(
    `Categorieën die dit doel niet geeft, gesorteerd; uit ${Object.keys(categorieen).join(', ')}`,
  ),
  'AGB-Opgehaald-Op': header('Wanneer het bij Vektis is gehaald', { type: 'string', format: 'date-time' }),
  'AGB-Actueel-Op': header('Het moment waarop het bewezen actueel was', { type: 'string', format: 'date-time' }),
  'AGB-Onbewezen': header('Waarom het niet bewezen actueel is; afwezig als het dat wel is'),
  'X-Request-Id': header('Nummer van het verzoek, ook in de verantwoording'),
  'Preference-Applied': header('De wachttijd die is aangehouden (RFC 7240)'),
  ...limietHeaders,
}

/** Headers of a 200 of our own endpoints. */
export const ownHeaders = { 'API-Version': header('Versie van dit document'), ...limietHeaders }

/** Headers of a fault by its status. */
export const faultHeaders = (status: number) => ({
  ...(status === 401 ? { 'WWW-Authenticate': header('Bearer, als er geen geldige sleutel is') } : limietHeaders),
  ...((status === 429 || status === 503) && {
    'Retry-After': header('Seconden tot het weer kan', { type: 'integer' }),
  }),
})

/** Every fault that can come on any route, and what it means there. */
export const faults: Record<number, string> = {
  400: 'De vraag klopt niet; alle fouten samen',
  401: 'Afnemer niet herkend',
  403: 'Doel onbekend, niet toegestaan of verlopen, of de vraag valt erbuiten; of deze afnemer liep nummers na (enumeratie)',
  404: 'Niet in het register, of buiten het rijfilter van het doel',
  405: 'Deze methode kan hier niet; Allow zegt welke wel',
  406: 'Wat Accept noemt is niet mogelijk',
  408: 'Het bericht kwam niet op tijd',
  409: 'De regels van de verantwoording zijn hier niet te lezen, er is een opdracht voor; of wat is bevestigd is niet meer wat wacht',
  410: 'Door Vektis ingetrokken',
  413: 'Het bericht is te groot',
  415: 'Alleen application/json',
  429: 'Meer vragen dan de limiet van deze afnemer; Retry-After zegt wanneer het weer kan',
  431: 'De kopvelden zijn te groot',
  500: 'Fout in de gateway',
  502: 'Vektis geeft geen bruikbaar antwoord en er is geen bewaard antwoord',
  503: 'Geen plaats binnen het budget, of de verantwoording kan niet worden vastgelegd; Retry-After zegt wanneer wel',
  504: 'Vektis antwoordt niet op tijd; het antwoord wordt bewaard voor de volgende vrager',
}

export const faultResponses = (statuses: readonly number[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: faults[status] ?? '', content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } } },
    ]),
  )

// The schema of the register of processing as JSON.

import { Type } from 'typebox'

const tekst = (description: string) => Type.String({ description })
const lijst = (description: string) => Type.Array(Type.String(), { description })
const ofNull = <T>(schema: Record<string, unknown>) => Type.Unsafe<T | null>(schema)

const VerwerkingSchema = Type.Object({
  id: tekst('Doel en versie'),
  naam: tekst('Waarvoor de verwerking is'),
  grondslag: Type.Object({ code: tekst('AVG artikel 6, eerste lid'), omschrijving: tekst('In woorden') }),
  onderbouwing: tekst('Waarom de grondslag past'),
  betrokkenen: lijst('Van wie de gegevens zijn'),
  gegevens: Type.Array(
    Type.Object({
      categorie: tekst('Naam van de categorie'),
      label: tekst('Naam voor mensen'),
      definitie: tekst('Wat eronder valt'),
      persoonsgegeven: Type.Enum(['ja', 'nee', 'contextueel']),
      gevoeligheid: Type.Integer({ minimum: 0, maximum: 3, description: 'Van 0, geen, tot 3, hoog' }),
      reden: ofNull<string>({ type: ['string', 'null'], description: 'Waarom nodig; null: hoort bij elk doel' }),
    }),
  ),
  ontvangers: Type.Array(
    Type.Object({ id: tekst('Naam van de afnemer'), naam: tekst('Omschrijving'), contact: tekst('Wie haar beheert') }),
  ),
  partijtypen: lijst('Soorten partij'),
  bewerkingen: lijst('Wat er gevraagd mag worden'),
  rijfilter: ofNull<{ zorgsoort: string[] }>({
    type: ['object', 'null'],
    properties: { zorgsoort: { type: 'array', items: { type: 'string' } } },
    description: 'Alleen partijen van deze zorgsoorten; null: geen beperking',
  }),
  geldigTot: ofNull<string>({ type: ['string', 'null'], format: 'date', description: 'Laatste dag' }),
  verlopen: Type.Boolean(),
  goedgekeurd: ofNull<{ door: string[]; op: string; herzienVoor: string }>({
    type: ['object', 'null'],
    properties: {
      door: { type: 'array', items: { type: 'string' } },
      op: { type: 'string', format: 'date' },
      herzienVoor: { type: 'string', format: 'date' },
    },
    description: 'Wie het doel goedkeurde; null: niet vastgelegd',
  }),
})

export const RegisterSchema = Type.Object(
  {
    opgemaaktOp: Type.String({ format: 'date-time', description: 'Wanneer het register is opgemaakt' }),
    policy: tekst('SHA-256 van de policy'),
    verwerkingsverantwoordelijke: tekst('Naam'),
    functionarisGegevensbescherming: tekst('Adres'),
    bron: tekst('Waar de gegevens vandaan komen'),
    verwerkingen: Type.Array(VerwerkingSchema),
    bewaartermijnen: lijst('Hoe lang wat wordt bewaard'),
    maatregelen: lijst('Hoe het is beveiligd'),
    doorgifteBuitenEer: tekst('Doorgifte buiten de Europese Economische Ruimte'),
  },
  { $id: 'Verwerkingsregister', description: 'Register van verwerkingsactiviteiten (AVG artikel 30, eerste lid)' },
)

// The annex to an application at Vektis: which grounds, purposes and categories of personal data the hospital asks for.

import type { Policy } from '../doelbinding/policy.ts'
import { createRegister, type Verwerking } from '../doelbinding/register.ts'
import { type Static, Type } from 'typebox'
import { lijst, moment, tekst, tekstOfNull } from './overzicht.ts'

const GegevenSchema = Type.Object({
  categorie: tekst('Naam van de categorie'),
  label: tekst('Naam voor mensen'),
  definitie: tekst('Wat eronder valt'),
  noodzaak: tekst('Waarom het doel haar ten minste nodig heeft'),
})

const BijlagedoelSchema = Type.Object({
  doel: tekst('Doel en versie'),
  naam: tekst('Waarvoor het doel is'),
  grondslag: Type.Object({ code: tekst('AVG artikel 6, eerste lid'), omschrijving: tekst('In woorden') }),
  onderbouwing: tekst('Waarom de grondslag past'),
  betrokkenen: lijst('Van wie de gegevens zijn'),
  zorgsoorten: Type.Unsafe<string[] | null>({
    type: ['array', 'null'],
    items: { type: 'string' },
    description: 'Alleen partijen van deze zorgsoorten; null: geen beperking',
  }),
  bewerkingen: lijst('Wat er gevraagd wordt'),
  persoonsgegevens: Type.Array(GegevenSchema),
  geldigTot: tekstOfNull('Laatste dag waarop het doel geldt; null: zonder einddatum'),
})

export const VektisBijlageSchema = Type.Object(
  {
    opgemaaktOp: moment('Wanneer de bijlage is gemaakt'),
    policy: tekst('SHA-256 van de policy'),
    aanvrager: tekst('De verwerkingsverantwoordelijke'),
    functionarisGegevensbescherming: tekst('Adres van de FG'),
    doelen: Type.Array(BijlagedoelSchema, { description: 'De doelen die gelden en die een afnemer heeft' }),
    persoonsgegevens: Type.Array(
      Type.Object({
        categorie: tekst('Naam van de categorie'),
        label: tekst('Naam voor mensen'),
        doelen: lijst('De doelen die haar nodig hebben'),
      }),
      { description: 'Alle categorieën persoonsgegevens samen' },
    ),
    grondslagen: lijst('Alle grondslagen samen'),
  },
  { $id: 'VektisBijlage', description: 'Bijlage bij de aanvraag van een abonnement op de AGB Raadpleegdienst' },
)

export type VektisBijlage = Static<typeof VektisBijlageSchema>
type Bijlagedoel = VektisBijlage['doelen'][number]

const bijlagedoel = (een: Verwerking): Bijlagedoel => ({
  doel: een.id,
  naam: een.naam,
  grondslag: een.grondslag,
  onderbouwing: een.onderbouwing,
  betrokkenen: een.betrokkenen,
  zorgsoorten: een.rijfilter?.zorgsoort ?? null,
  bewerkingen: een.bewerkingen,
  persoonsgegevens: een.gegevens.flatMap(({ categorie, label, definitie, reden, persoonsgegeven }) =>
    reden === null || persoonsgegeven === 'nee' ? [] : [{ categorie, label, definitie, noodzaak: reden }],
  ),
  geldigTot: een.geldigTot,
})

/**
 * Asks for no more than is used: a doel that lapsed or that no caller has is left out.
 * @param now ms since the epoch
 */
export function createVektisBijlage(policy: Policy, now: number): VektisBijlage {
  const { verwerkingen, ...register } = createRegister(policy, now)
  const doelen = verwerkingen
    .filter(({ verlopen, ontvangers }) => !verlopen && ontvangers.length > 0)
    .map((een) => bijlagedoel(een))
  const samen = new Map<string, VektisBijlage['persoonsgegevens'][number]>()
  for (const { doel, persoonsgegevens } of doelen) {
    for (const { categorie, label } of persoonsgegevens) {
      const gegeven = samen.get(categorie) ?? { categorie, label, doelen: [] }
      samen.set(categorie, { ...gegeven, doelen: [...gegeven.doelen, doel] })
    }
  }
  return {
    opgemaaktOp: register.opgemaaktOp,
    policy: register.policy,
    aanvrager: register.verwerkingsverantwoordelijke,
    functionarisGegevensbescherming: register.functionarisGegevensbescherming,
    doelen,
    persoonsgegevens: [...samen.values()],
    grondslagen: [...new Set(doelen.map(({ grondslag }) => grondslag.omschrijving))],
  }
}

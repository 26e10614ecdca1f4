// A policy for tests: one caller who may see all, narrow ones, one with two doelen.

import { categorieen } from '../../src/domain/categorie.ts'
import { bewerkingen } from '../../src/domain/catalogus.ts'
import { partijtypen } from '../../src/domain/partijtype.ts'
import { hashVan } from '../../src/doelbinding/sleutel.ts'

const redenen = (namen: readonly string[]) =>
  Object.fromEntries(namen.map((naam) => [naam, `nodig om ${naam} te tonen`]))

export interface TestDoel {
  partijtypen?: readonly string[]
  bewerkingen?: readonly string[]
  categorieen?: readonly string[]
  rijfilter?: { zorgsoort: readonly string[] }
  geldigTot?: string
  versie?: number
}

/** A doel of the policy file; what is left out is everything. */
export const doel = ({ categorieen: namen, ...rest }: TestDoel = {}) => ({
  versie: 1,
  naam: 'Doel van een test',
  grondslag: 'avg-6-1-c',
  onderbouwing: 'alleen in een test',
  partijtypen,
  bewerkingen: bewerkingen.filter((bewerking) => bewerking !== 'bulk'),
  ...rest,
  categorieen: redenen(
    namen ?? Object.keys(categorieen).filter((naam) => naam !== 'techniek' && naam !== 'referentie'),
  ),
})

/** A caller of the policy file whose key is `sleutel-<id>`. */
export const afnemer = (id: string, doelen: readonly string[], rest: Record<string, unknown> = {}) => ({
  naam: `Afnemer ${id}`,
  contact: 'beheer@voorbeeldziekenhuis.example',
  sleutels: [`sha256:${hashVan(`sleutel-${id}`)}`],
  doelen,
  ...rest,
})

export const policyOf = (doelen: Record<string, unknown>, afnemers: Record<string, unknown>) => ({
  versie: 1,
  verwerkingsverantwoordelijke: { naam: 'Testziekenhuis', fg: 'fg@testziekenhuis.example' },
  doelen,
  afnemers,
})

/** `alles` sees everything; `smal` three categories of a zorgverlener; `dubbel` has two doelen; `leeg` has none. */
export const testPolicy = () =>
  policyOf(
    {
      alles: doel(),
      smal: doel({
        partijtypen: ['zorgverlener'],
        bewerkingen: ['detail'],
        categorieen: ['identificatie', 'naam', 'zorgsoort'],
      }),
      namen: doel({ bewerkingen: ['relaties'], categorieen: ['relatienaam'] }),
    },
    {
      alles: afnemer('alles', ['alles']),
      smal: afnemer('smal', ['smal']),
      dubbel: afnemer('dubbel', ['smal', 'namen']),
      leeg: afnemer('leeg', [], { rollen: ['fg'] }),
    },
  )

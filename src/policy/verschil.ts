// What changed between two policies, by name: for the log and the audit, so never with a key or its hash.

import type { Bijzonderheden } from '../domain/regel.ts'
import type { Afnemer, Doel, Policy } from '../doelbinding/policy.ts'

type Eigenschappen = Readonly<Record<string, unknown>>
type Benoemd = ReadonlyMap<string, Eigenschappen>

/** A value as text that is the same for the same meaning: the order of a list or a block means nothing. */
function plat(waarde: unknown): string {
  const delen = waarde instanceof Map || waarde instanceof Set || Array.isArray(waarde) ? [...waarde] : undefined
  return delen ? `[${delen.map(plat).sort().join()}]` : (JSON.stringify(waarde) ?? '')
}

/** Names of the properties that differ, sorted. */
const anders = (was: Eigenschappen, is: Eigenschappen): string[] =>
  [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((naam) => plat(was[naam]) !== plat(is[naam])).sort()

/** What changed is told with what changed in it: `zis-declaratie: doelen, sleutels`. */
const vergelijk = (oud: Benoemd, nieuw: Benoemd): Bijzonderheden => ({
  toegevoegd: [...nieuw.keys()].filter((naam) => !oud.has(naam)),
  verwijderd: [...oud.keys()].filter((naam) => !nieuw.has(naam)),
  gewijzigd: [...nieuw].flatMap(([naam, is]) => {
    const was = oud.get(naam)
    const namen = was ? anders(was, is) : []
    return namen.length > 0 ? [`${naam}: ${namen.join(', ')}`] : []
  }),
})

const doelenVan = ({ doelen }: Policy): Benoemd =>
  new Map(
    [...doelen.values()].map(({ id, rijfilter, ...doel }: Doel) => [
      id,
      { ...doel, naamVersie: undefined, verlooptOp: undefined, rijfilter: rijfilter?.zorgsoort },
    ]),
  )

/** Every category that a doel gives, as `doel: categorie`. */
const categorieenVan = ({ doelen }: Policy): Benoemd =>
  new Map(
    [...doelen.values()].flatMap(({ id, categorieen }) =>
      [...categorieen].map(([categorie, reden]) => [`${id}: ${categorie}`, { reden }] as const),
    ),
  )

/** Afnemers as the file has them: doelen by name, and what they prove themselves with. */
function afnemersVan({ afnemers, perSleutel, sleuteleinden, perCertificaat }: Policy): Benoemd {
  const van = (alle: ReadonlyMap<string, Afnemer>, id: string) =>
    [...alle].filter(([, houder]) => houder.id === id).map(([naam]) => naam)
  return new Map(
    [...afnemers.values()].map(({ id, doelen, ...afnemer }) => [
      id,
      {
        ...afnemer,
        doelen: doelen.map((doel) => doel.id),
        sleutels: van(perSleutel, id).map((hash) => [hash, sleuteleinden.get(hash)?.geldigTot]),
        certificaten: van(perCertificaat, id),
      },
    ]),
  )
}

/** What the audit line of a change tells. */
export const verschil = (oud: Policy, nieuw: Policy): Bijzonderheden => ({
  vorigePolicy: oud.hash,
  nieuwePolicy: nieuw.hash,
  doelen: vergelijk(doelenVan(oud), doelenVan(nieuw)),
  categorieen: vergelijk(categorieenVan(oud), categorieenVan(nieuw)),
  afnemers: vergelijk(afnemersVan(oud), afnemersVan(nieuw)),
  verwerkingsverantwoordelijke: anders(oud.verwerkingsverantwoordelijke, nieuw.verwerkingsverantwoordelijke),
})

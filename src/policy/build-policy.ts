// Makes the policy that the gateway works with from a checked file: doelen, afnemers and who holds which credential.

import { altijd } from '../domain/categorie.ts'
import type { AfnemerRow } from './check-afnemer.ts'
import type { Datum } from './check-datum.ts'
import type { DoelRow } from './check-doel.ts'
import type { PolicyRow } from './check-policy.ts'
import type { Located } from './check-value.ts'
import {
  type Afnemer,
  type Doel,
  type Einde,
  type Goedkeuring,
  type Policy,
  type Tokenhouder,
  tokenNaam,
} from '../doelbinding/policy.ts'
import { eindeVan } from '../doelbinding/verloop.ts'

const valuesOf = <T>(list: Located<Array<Located<T>>> | undefined): T[] => list?.value.map(({ value }) => value) ?? []

function buildGoedkeuring({ door, op, herzienVoor }: NonNullable<DoelRow['goedgekeurd']>['value']): Goedkeuring {
  return { door: door.value, op: op.value.tekst, herzienVoor: herzienVoor.value.tekst }
}

const buildEinde = ({ tekst, dag }: Datum): Einde => ({ geldigTot: tekst, verlooptOp: eindeVan(dag) })

function buildDoel(id: string, row: DoelRow): Doel {
  const { rijfilter, geldigTot, goedgekeurd } = row
  const own = [...row.categorieen.value].filter(([categorie]) => !altijd.includes(categorie))
  return {
    id,
    versie: row.versie.value,
    naamVersie: `${id}@${row.versie.value}`,
    naam: row.naam.value,
    grondslag: row.grondslag.value,
    onderbouwing: row.onderbouwing.value,
    partijtypen: new Set(valuesOf(row.partijtypen)),
    bewerkingen: new Set(valuesOf(row.bewerkingen)),
    categorieen: new Map(own.map(([categorie, reden]) => [categorie, reden.value])),
    ...(rijfilter && { rijfilter: { zorgsoort: new Set(valuesOf(rijfilter.value.zorgsoort)) } }),
    ...(geldigTot && buildEinde(geldigTot.value)),
    ...(goedgekeurd && { goedgekeurd: buildGoedkeuring(goedgekeurd.value) }),
  }
}

function buildAfnemer(id: string, row: AfnemerRow, doelen: ReadonlyMap<string, Doel>): Afnemer {
  return {
    id,
    naam: row.naam.value,
    contact: row.contact.value,
    doelen: valuesOf(row.doelen).flatMap((doel) => doelen.get(doel) ?? []),
    rollen: new Set(valuesOf(row.rollen)),
    gewicht: row.gewicht?.value ?? 1,
    ...(row.limiet && { limiet: row.limiet.value }),
    ...(row.tokens && { tokens: valuesOf(row.tokens) }),
  }
}

/** @param hash SHA-256 of the file's bytes, hex. */
export function buildPolicy(checked: PolicyRow, hash: string): Policy {
  const doelen = new Map([...checked.doelen].map(([id, { value }]) => [id, buildDoel(id, value)]))
  const afnemers = new Map<string, Afnemer>()
  const perSleutel = new Map<string, Afnemer>()
  const sleuteleinden = new Map<string, Einde>()
  const perCertificaat = new Map<string, Afnemer>()
  const perToken = new Map<string, Tokenhouder>()
  for (const [id, { value }] of checked.afnemers) {
    const afnemer = buildAfnemer(id, value, doelen)
    afnemers.set(id, afnemer)
    for (const { hash: sleutel, geldigTot } of valuesOf(value.sleutels)) {
      perSleutel.set(sleutel, afnemer)
      if (geldigTot) sleuteleinden.set(sleutel, buildEinde(geldigTot.value))
    }
    for (const certificaat of valuesOf(value.certificaten)) perCertificaat.set(certificaat, afnemer)
    for (const token of afnemer.tokens ?? []) perToken.set(tokenNaam(token), { afnemer, audience: token.audience })
  }
  const { naam, fg } = checked.verwerkingsverantwoordelijke
  const wie = { naam, fg: fg.value }
  return {
    hash,
    verwerkingsverantwoordelijke: wie,
    doelen,
    afnemers,
    perSleutel,
    sleuteleinden,
    perCertificaat,
    perToken,
  }
}

// Changes the register while it runs, as the outside world does, and lists each change in the feed.

import { type Partijtype, partijtypen } from '../../domain/partijtype.ts'
import type { Clock } from '../../lib/clock.ts'
import { WrongCommand } from '../wrong-command.ts'
import { zorgsoortenVan } from './codelijsten.ts'
import type { Partij, Relatie } from './partij.ts'
import { begin, type Periode } from './periode.ts'
import type { Register } from './register.ts'
import { bindByKind } from './relaties.ts'

/** Which ends stand in the feed when a relation changes: Vektis does not say. `none`: a change that nobody is told of. */
export type Listed = 'both' | 'first' | 'second' | 'none'

export type Mutatie = { listed?: Listed | undefined } & (
  | { kind: 'new'; type: Partijtype; zorgsoort?: string | undefined; agbcode?: string | undefined }
  /** Other values for properties that the document has. */
  | { kind: 'change'; agbcode: string; set: Readonly<Record<string, unknown>> }
  /** Ends a party, with its parts and relations, on a day (default: today). */
  | { kind: 'end'; agbcode: string; einde?: string | undefined }
  /** A property that is no longer public: a list becomes [], a text '', the title null. */
  | { kind: 'withdraw-field'; agbcode: string; field: string }
  | { kind: 'relate'; agbcode: string; other: string }
  /** Takes every relation of the two away, on both sides. */
  | { kind: 'withdraw-relation'; agbcode: string; other: string }
  /** Takes a party out: 404, and out of the relations of others. */
  | { kind: 'remove'; agbcode: string }
  /** Listed as changed though nothing did. */
  | { kind: 'touch'; agbcode: string }
)

type Of<K extends Mutatie['kind']> = Extract<Mutatie, { kind: K }>

export type Mutate = (mutatie: Mutatie) => string[]

const LISTS = new Set(['Adressen', 'Communicatiegegevens', 'Erkenningen', 'Kwalificaties'])
const TEXTS = new Set(['Tussenvoegsel', 'GeboortenaamTussenvoegsel', 'Geboortenaam', 'StatutaireNaam'])

/** How Vektis says that there is nothing to tell, for those properties of which it can say so. */
function emptyOf(field: string): unknown {
  if (LISTS.has(field)) return []
  if (TEXTS.has(field)) return ''
  if (field === 'AcademischeTitel') return null
  throw new WrongCommand(`${field} cannot be withdrawn`)
}

/** Ends what lasts longer; what ended before keeps its end, and what was still to begin never does. */
const cut = <P extends Periode>(periode: P, einde: string): P => ({
  ...periode,
  Einde: periode.Einde !== null && periode.Einde < einde ? periode.Einde : einde,
})

/** Ends the document and each list of periods in it. */
function cutPartij(partij: Partij, einde: string): Partij {
  const delen = Object.entries(partij.document).map(([naam, deel]) => [
    naam,
    Array.isArray(deel) ? deel.map((each) => cut(each as Periode, einde)) : deel,
  ])
  return { ...partij, document: cut(Object.fromEntries(delen) as Periode, einde) } as Partij
}

function replace(partij: Partij, set: Readonly<Record<string, unknown>>): Partij {
  for (const naam of Object.keys(set)) {
    if (naam === 'AGBCode' || !Object.hasOwn(partij.document, naam)) throw new WrongCommand(`cannot change ${naam}`)
  }
  return { ...partij, document: { ...partij.document, ...set } } as Partij
}

/**
 * Returns `mutate`: takes one change in and returns the codes it concerned, the party itself first. Those that `listed`
 * names stand in the feed as of this moment. Raises WrongCommand, and then nothing has changed.
 */
export function createMutate({ register, clock }: { register: Register; clock: Clock }): Mutate {
  const need = (agbcode: string) => {
    const partij = register.find(agbcode)
    if (!partij) throw new WrongCommand('no such party')
    return partij
  }
  const others = (agbcode: string, relaties: readonly Relatie[]) => {
    const codes = new Set(relaties.flatMap(({ einden }) => einden.map((eind) => eind.AGBCode)))
    codes.delete(agbcode)
    return [...codes].map(need)
  }

  function addNew({ type, agbcode, zorgsoort }: Of<'new'>): Partij {
    if (!partijtypen.includes(type)) throw new WrongCommand('unknown type of party')
    if (agbcode && !/^\d{8}$/.test(agbcode)) throw new WrongCommand('a code is eight digits')
    if (agbcode && register.find(agbcode)) throw new WrongCommand('code is taken')
    if (zorgsoort && zorgsoortenVan(type).list.every(({ Code }) => Code !== zorgsoort)) {
      throw new WrongCommand('unknown zorgsoort for this type of party')
    }
    return register.add(type, 'nieuw', { ...(agbcode && { agbcode }), ...(zorgsoort && { zorgsoort }) })
  }

  /** The party and those it is related to, as they were before the change: a removed one can no longer be found. */
  const withOthers = (agbcode: string, relaties: readonly Relatie[]) => [need(agbcode), ...others(agbcode, relaties)]

  /** Each does its change and returns the parties concerned. */
  const changes: { [K in Mutatie['kind']]: (mutatie: Of<K>) => Partij[] } = {
    new: (mutatie) => [addNew(mutatie)],
    change: ({ agbcode, set }) => {
      const partij = need(agbcode)
      register.put(replace(partij, set))
      return [partij]
    },
    'withdraw-field': ({ agbcode, field }) => {
      const partij = need(agbcode)
      register.put(replace(partij, { [field]: emptyOf(field) }))
      return [partij]
    },
    end: ({ agbcode, einde = register.vandaag() }) => {
      const relaties = register.relatiesOf(agbcode)
      const geraakt = withOthers(agbcode, relaties)
      register.put(cutPartij(need(agbcode), begin(einde)))
      for (const relatie of relaties) register.relate(cut(relatie, begin(einde)), relatie)
      return geraakt
    },
    relate: ({ agbcode, other }) => {
      const [partij, ander] = [need(agbcode), need(other)]
      const relatie = bindByKind(partij, ander)
      if (!relatie) throw new WrongCommand('these two cannot be related')
      register.relate(relatie)
      return [partij, ander]
    },
    'withdraw-relation': ({ agbcode, other }) => {
      const geraakt = [need(agbcode), need(other)]
      const paar = register.relatiesOf(agbcode).filter(({ einden }) => einden.some((eind) => eind.AGBCode === other))
      if (paar.length === 0) throw new WrongCommand('these two are not related')
      for (const relatie of paar) register.unrelate(relatie)
      return geraakt
    },
    remove: ({ agbcode }) => {
      const geraakt = withOthers(agbcode, register.relatiesOf(agbcode))
      register.remove(agbcode)
      return geraakt
    },
    touch: ({ agbcode }) => [need(agbcode)],
  }

  return (mutatie) => {
    if (!Object.hasOwn(changes, mutatie.kind)) throw new WrongCommand('unknown kind of mutation')
    const [eerste, ...rest] = (changes[mutatie.kind] as (mutatie: Mutatie) => Partij[])(mutatie)
    const listed = mutatie.listed ?? 'both'
    const told = [
      ...(eerste && (listed === 'both' || listed === 'first') ? [eerste] : []),
      ...(listed === 'both' || listed === 'second' ? rest : []),
    ]
    for (const partij of told) register.feed.append(partij, clock.now())
    return [eerste, ...rest].flatMap((partij) => (partij ? [partij.document.AGBCode] : []))
  }
}

// A hospital's fortnight and the register's: what is asked when, and what changes when. The same for the same seed.

import { catalogus } from '../../../src/domain/catalogus.ts'
import { type Vraag, vraagMet } from '../../../src/raadpleging/vraag.ts'
import type { Partij } from '../../../src/sandbox/register/partij.ts'
import type { Random } from '../../../src/sandbox/register/random.ts'
import type { Register } from '../../../src/sandbox/register/register.ts'
import { hospitalWeek, type Question } from '../../hospital-week.ts'

export const DAY = 86_400_000
export const WEEK = 7 * DAY
const HOUR = 3_600_000

/** Of the register's parties change in a day. No figure is published; between 0.001 and 0.005 is reckoned with. */
export const CHANGED_A_DAY = 0.003
/** Parties in the register for each that the hospital knows: 300,000, about, for 20,000. */
const FOR_EACH_KNOWN = 15
/** Of the changes are followed by another of the same party, at some moment of the next 24 hours. */
const FOLLOWED = 0.3
/** Of the changes come in office hours. */
const IN_OFFICE = 0.8
/** The nightly job begins within this after its hour, in ms. */
const LATE_MS = 60_000
/** Who needs the relaties of a party too, as a message back to a referrer does, and how often; beside the look-ups. */
const RELATIES = { afnemer: 'verwijzers', share: 0.1 }

/** What is asked: the detail of a party that the hospital knows, its relaties, or a number that was mistyped. */
export const kinds = ['detail', 'relaties', 'mistyped'] as const
export type Kind = (typeof kinds)[number]

/** Moments in ms since the fortnight began. */
export interface Asked {
  at: number
  vraag: Vraag
  afnemer: string
  kind: Kind
}

export interface Changed {
  at: number
  /** Undefined: of a party that nobody here asks for. */
  agbcode: string | undefined
}

export interface FortnightParts {
  register: Register
  random: Random
  /** In a week. */
  lookUps: number
  /** How many parties the hospital knows. */
  size: number
}

/** The same list in another order. */
const shuffled = <T>(random: Random, list: readonly T[]): T[] =>
  list
    .map((each) => [random.int(0, 2 ** 30), each] as const)
    .sort(([one], [other]) => one - other)
    .map(([, each]) => each)

export function createFortnight({ register, random, lookUps, size }: FortnightParts) {
  const parties = shuffled(random, register.all()).slice(0, size)
  const week = hospitalWeek({ lookUps, size })
  const partyOf = new Map(week.codes.map((code, index) => [code, parties[index]]))
  const vragen = new Map<string, Vraag>()

  function vraagOf(partij: Pick<Partij, 'type'>, agbcode: string, part = ''): Vraag {
    const id = `${partij.type}${part}`
    const known = vragen.get(`${id}/${agbcode}`)
    if (known) return known
    const bevraging = catalogus.find((each) => each.id === id)
    if (!bevraging) throw new Error(`no question ${id}`)
    const vraag = vraagMet(bevraging, { agbcode })
    vragen.set(vraag.sleutel, vraag)
    return vraag
  }

  /** The numbers of the hospital stand for parties of the register; what was mistyped stands for itself. */
  function* askedBy({ code, afnemer }: Question, at: number): Generator<Asked> {
    const partij = partyOf.get(code)
    if (!partij) {
      const vraag = vraagOf({ type: 'zorgverlener' }, String(code).padStart(8, '0'))
      yield { at, vraag, afnemer, kind: 'mistyped' }
      return
    }
    const { AGBCode } = partij.document
    yield { at, vraag: vraagOf(partij, AGBCode), afnemer, kind: 'detail' }
    if (afnemer === RELATIES.afnemer && random.chance(RELATIES.share))
      yield { at, vraag: vraagOf(partij, AGBCode, '-relaties'), afnemer, kind: 'relaties' }
  }

  function* questions(): Generator<Asked> {
    for (const begin of [0, WEEK]) {
      let day = -1
      let late = 0
      for (const question of week.questions()) {
        const today = Math.floor(question.at / DAY)
        if (today !== day) late = random.int(0, LATE_MS)
        day = today
        yield* askedBy(question, begin + Math.floor(question.at) + (question.afnemer === 'nachttaak' ? late : 0))
      }
    }
  }

  const moment = (day: number) =>
    day * DAY + (random.chance(IN_OFFICE) ? random.int(8 * HOUR, 18 * HOUR) : random.int(0, DAY - 1))

  function changesOfDay(day: number): Changed[] {
    const here = Array.from({ length: Math.round(size * CHANGED_A_DAY) }, () => {
      const { AGBCode: agbcode } = random.pick(parties).document
      const at = moment(day)
      const first = { at, agbcode }
      return random.chance(FOLLOWED) ? [first, { at: at + random.int(60_000, DAY), agbcode }] : [first]
    })
    const others = Math.round((FOR_EACH_KNOWN - 1) * size * CHANGED_A_DAY)
    const elsewhere = Array.from({ length: others }, () => ({ at: moment(day), agbcode: undefined }))
    return [...here.flat(), ...elsewhere]
  }

  return {
    questions,
    changes: (): Changed[] =>
      Array.from({ length: 14 }, (_, day) => changesOfDay(day))
        .flat()
        .sort((one, other) => one.at - other.at),
  }
}

export type Fortnight = ReturnType<typeof createFortnight>

/** A party that nobody here asks for, to stand in the list of changed codes. */
export const stranger = (random: Random, like: Partij): Partij =>
  ({ ...like, document: { ...like.document, AGBCode: `99${random.digits(6)}` } }) as Partij

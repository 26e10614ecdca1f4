// A hospital's week of questions, the same for the same seed: what must never be taken for a walk.

import { createRandom, type Random } from '../src/sandbox/register/random.ts'

export interface Question {
  /** Milliseconds since the week began. */
  at: number
  afnemer: string
  code: number
  known: boolean
}

export interface Week {
  /** Codes that the hospital knows, ascending. */
  codes: readonly number[]
  questions: () => Generator<Question>
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
const ZORGSOORTEN = [1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 24, 26, 41, 47, 54, 57, 71, 75, 84, 87, 88, 90, 91, 94, 96]
/** Shares of the day's questions; the nightly job comes on top. */
const AFNEMERS = [
  ['zis-declaratie', 0.55],
  ['verwijzers', 0.25],
  ['personeel', 0.12],
  ['balie', 0.08],
] as const
const TYPING_ERRORS = 0.01

/** A hundred codes among 5,000 numbers, a tenth of them in groups that were registered on one day. */
function cluster(random: Random, base: number): number[] {
  const codes = new Set<number>()
  while (codes.size < 100) {
    const first = base + random.int(0, 4999)
    const group = random.chance(0.02) ? random.int(2, 10) : 1
    for (let next = 0; next < group; next += 1) codes.add(first + next)
  }
  return [...codes]
}

/** The weight of rank r is 1/r, drawn by turning a uniform number round. */
const zipf = (random: Random, count: number): number =>
  Math.min(count - 1, Math.floor(count ** (random.int(0, 999_999) / 1_000_000)) - 1 + random.int(0, 1))

/** One digit wrong, as people type. */
function mistype(random: Random, code: number): number {
  const digits = String(code).padStart(8, '0').split('')
  const place = random.int(0, 7)
  digits[place] = String((Number(digits[place]) + random.int(1, 9)) % 10)
  return Number(digits.join(''))
}

/**
 * @param lookUps in the week, the nightly jobs among them
 * @param size how many codes the hospital knows
 */
export function hospitalWeek({ lookUps, size, seed = 1 }: { lookUps: number; size: number; seed?: number }): Week {
  const random = createRandom(seed)
  const drawn = new Set<number>()
  while (drawn.size < size)
    for (const code of cluster(random, random.pick(ZORGSOORTEN) * 1_000_000 + random.int(0, 99) * 1000)) drawn.add(code)
  const codes = [...drawn].slice(0, size).sort((a, b) => a - b)
  const known = new Set(codes)
  // Popularity does not follow the order of the numbers.
  const byRank = codes.map((code) => [random.int(0, 2 ** 30), code] as const).sort(([a], [b]) => a - b)
  const perDay = Math.floor(lookUps / 7) - size

  const ask = (at: number, afnemer: string, code: number): Question => {
    const asked = random.chance(TYPING_ERRORS) ? mistype(random, code) : code
    return { at, afnemer, code: asked, known: known.has(asked) }
  }

  function whoAsks(): string {
    let left = random.int(0, 999) / 1000
    return AFNEMERS.find(([, share]) => (left -= share) < 0)?.[0] ?? 'balie'
  }

  return {
    codes,
    *questions() {
      for (let day = 0; day < 7; day += 1) {
        const begin = day * DAY
        // At two at night every code that is known, in order, ten a second.
        for (const [index, code] of codes.entries()) yield ask(begin + 2 * HOUR + index * 100, 'nachttaak', code)
        for (let index = 0; index < perDay; index += 1) {
          const code = byRank[zipf(random, byRank.length)]?.[1] ?? 0
          yield ask(begin + 8 * HOUR + (index / perDay) * 10 * HOUR, whoAsks(), code)
        }
      }
    },
  }
}

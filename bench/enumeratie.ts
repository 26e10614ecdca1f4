// Who is stopped for walking through numbers: nobody in a hospital's week, and every walk, after how many codes.

import { Gestopt } from '../src/enumeratie/gestopt.ts'
import type { Soort } from '../src/enumeratie/stand.ts'
import { createToezicht } from '../src/enumeratie/toezicht.ts'
import { createRandom } from '../src/sandbox/register/random.ts'
import { hospitalWeek, type Question } from './hospital-week.ts'

const LOOK_UPS = 1_000_000
const KNOWN_CODES = 20_000
const MOST_CODES = 20_000
const DAY = 86_400_000

/** A watch with the defaults, alone: it sees hits and misses together, so no less than a fleet does. */
function watch() {
  let now = Date.parse('2026-11-16T00:00:00Z')
  const told: Record<Soort, number> = { vertraagd: 0, gestopt: 0, vrij: 0 }
  const { volg } = createToezicht({
    grenzen: { run: 80, onbekendAandeel: 0.3, vertragingMs: 5000 },
    spanMs: DAY,
    stopMs: 3_600_000,
    clock: { now: () => now, monotonic: () => now, sleep: async () => {} },
    afnemers: () => [],
    onBesluit: (soort) => (told[soort] += 1),
  })
  const start = now
  return {
    told,
    /** False when it was refused. */
    ask: async ({ at, afnemer, code, known }: Question): Promise<boolean> => {
      now = start + at
      try {
        const waarneming = await volg(afnemer, String(code), now + 10_000)
        await waarneming.antwoord(known)
        return true
      } catch (fault) {
        if (fault instanceof Gestopt) return false
        throw fault
      }
    },
  }
}

const row = (cells: readonly (string | number)[]) =>
  cells.map((cell, at) => (at === 0 ? String(cell).padEnd(52) : String(cell).padStart(10))).join('  ')

async function replay(): Promise<void> {
  const { told, ask } = watch()
  const week = hospitalWeek({ lookUps: LOOK_UPS, size: KNOWN_CODES })
  const asked = new Set<number>()
  let answered = 0
  let refused = 0
  const begin = performance.now()
  for (const question of week.questions()) {
    asked.add(question.code)
    if (await ask(question)) answered += 1
    else refused += 1
  }
  const micros = ((performance.now() - begin) * 1000) / (answered + refused)
  console.log(
    row([`a hospital's week, ${micros.toFixed(1)} µs each`, asked.size, answered, told.vertraagd, told.gestopt]),
  )
}

/** Asks code after code, one a second, until it is stopped or gives up. */
async function walk(name: string, codes: Iterable<number>, isKnown: (code: number) => boolean): Promise<void> {
  const { told, ask } = watch()
  let answered = 0
  let at = 0
  for (const code of codes) {
    at += 1000
    if (!(await ask({ at, afnemer: 'wandelaar', code, known: isKnown(code) }))) break
    answered += 1
    if (answered === MOST_CODES) break
  }
  console.log(row([name, answered, answered, told.vertraagd, told.gestopt]))
}

const random = createRandom(7)
const steps = (first: number, step: number, count = MOST_CODES) =>
  Array.from({ length: count }, (_, n) => first + n * step)
const shuffled = (codes: readonly number[]) =>
  codes
    .map((code) => [random.int(0, 2 ** 30), code] as const)
    .sort(([a], [b]) => a - b)
    .map(([, code]) => code)
const inTurn = (walks: readonly (readonly number[])[]) =>
  (walks[0] ?? []).flatMap((_, n) => walks.map((walk) => walk[n] ?? 0))
const anywhere = (count: number) => Array.from({ length: count }, () => random.int(0, 99_999_999))
/** A register in which so many of a hundred numbers are in use. */
const filled = (percent: number) => (code: number) => (code * 2_654_435_761) % 4_294_967_296 < percent * 42_949_672.96
const always = () => true

console.log(row(['who walks how', 'codes', 'answered', 'slowed', 'stops']))
await replay()
await walk('03000001, 03000002, … all in use', steps(3_000_001, 1), always)
await walk('the same, three in ten in use', steps(3_000_001, 1), filled(30))
await walk('downwards', steps(3_999_999, -1), always)
await walk('every seventh', steps(3_000_001, 7), always)
await walk('every thousandth', steps(3_000_001, 1000), always)
await walk('1,000 numbers shuffled', shuffled(steps(3_000_001, 1, 1000)), always)
await walk('10,000 numbers shuffled', shuffled(steps(3_000_001, 1, 10_000)), always)
await walk('four walks in turn', inTurn([1, 2, 3, 4].map((n) => steps(n * 1_000_000, 1))), always)
await walk('sixteen walks in turn', inTurn(steps(1_000_000, 1_000_000, 16).map((first) => steps(first, 1))), always)
await walk(
  'hidden: one in ten, others scattered',
  inTurn([steps(3_000_001, 1), ...steps(1, 1, 9).map(() => anywhere(MOST_CODES))]),
  always,
)
await walk('anywhere, three in ten in use', anywhere(MOST_CODES), filled(30))
await walk('anywhere, six in ten in use', anywhere(MOST_CODES), filled(60))
await walk('anywhere, all in use: no walk, so not stopped', anywhere(MOST_CODES), always)

// How true and how quick what is held is: a hospital's fortnight on a clock that leaps, beside a cache that knows terms alone.
//
// The gateway's own parts run from the question to Vektis: reading, freshness, poller, refetching, cache in process, desk,
// slots. Not run: HTTP, TLS, callers and their doelen, audit, Redis and the other replicas. Vektis is the sandbox's register,
// which answers in this process after 30 to 80 ms and counts strictly. BENCH_PART=0.1 is a quick look: fewer codes and look-ups.

import { CHANGED_A_DAY, DAY } from './support/fresh/fortnight.ts'
import { prepareStage } from './support/fresh/stage.ts'
import { replay } from './support/fresh/replay.ts'
import type { Counted } from './support/fresh/tally.ts'
import { createTtlOnly, shortestTerm } from './support/fresh/ttl-only.ts'

const PART = Number(process.env['BENCH_PART'] ?? 1)
const LOOK_UPS = 1_000_000 * PART
const CODES = 20_000 * PART
const LEAST_AT_ONCE = 0.995
/** A poll takes a call, and what it names is told. */
const BESIDE_THE_POLL_MS = 1000

const row = (cells: readonly string[]) =>
  cells.map((cell, at) => (at === 0 ? cell.padEnd(58) : cell.padStart(15))).join(' ')
const number = (value: number) => value.toLocaleString('en')
const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(3)} %`
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
const minutes = (ms: number) => (ms < 600_000 ? seconds(ms) : `${(ms / 60_000).toFixed(0)} min`)
const atOnce = ({ asks }: Counted, kind: keyof Counted['asks']) => percent(asks[kind].atOnce, asks[kind].asked)

const begin = performance.now()
const size = { lookUps: LOOK_UPS, size: CODES }
const gateway = await replay(prepareStage(size))
const { fortnight, register, start, prepared } = prepareStage(size)
const { VEKTIS_CALLS_PER_SECOND: callsPerSecond, MUTATION_POLL_SECONDS } = prepared.settings
const ttlOnly = createTtlOnly({ fortnight, register, start, callsPerSecond })
const others = [ttlOnly(DAY), shortestTerm(ttlOnly, gateway.calls)]
const all = [gateway, ...others]

const mostFirst = MUTATION_POLL_SECONDS * 1000 + BESIDE_THE_POLL_MS
const mostLater = mostFirst + gateway.roundMs
const { detail } = gateway.asks

const faults = new Set<string>()
const hold = (kept: boolean, fault: string) => {
  if (!kept) faults.add(fault)
}
hold(detail.atOnce >= LEAST_AT_ONCE * detail.asked, 'too many waited for Vektis')
for (const { first, later } of [gateway.given, gateway.held]) {
  hold(first <= mostFirst, 'the first change of a day was lacking for too long')
  hold(later <= mostLater, 'a later change of a day was lacking for too long')
}
hold(gateway.held.first > 0, 'nothing held was ever old, so nothing was measured')
hold(gateway.untrue === 0, 'an answer was said to be current as of a moment after a change that it lacks')
hold(gateway.limited === 0, 'Vektis was called too often')
hold(gateway.alarms.length === 0, `alarms: ${[...new Set(gateway.alarms)].join(', ')}`)

const line = (what: string, show: (counted: (typeof all)[number]) => string, goal = '') =>
  console.log(row([what, ...all.map(show), goal]))

console.log(
  row([
    `the second week: ${number(detail.asked)} look-ups of ${number(CODES)} codes`,
    'agb-gateway',
    ...others.map(({ ttlMs }) => `TTL ${ttlMs / 60_000} min`),
    'goal',
  ]),
)
line('answered without waiting for Vektis', (each) => atOnce(each, 'detail'), `≥ ${100 * LEAST_AT_ONCE} %`)
line(`  beside: relaties, seldom asked (${number(gateway.asks.relaties.asked)})`, (each) => atOnce(each, 'relaties'))
line(`  beside: mistyped numbers (${number(gateway.asks.mistyped.asked)})`, (each) => atOnce(each, 'mistyped'))
line('refused', ({ asks }) => number(asks.detail.refused + asks.relaties.refused + asks.mistyped.refused))
line('calls to Vektis', ({ calls }) => number(calls))
line('  of the budget', ({ calls }) => percent(calls, callsPerSecond * 7 * 86_400))
line('answers that lacked a change', ({ old }) => number(old))
line('  the stalest, of a code’s first change of a day', ({ given }) => minutes(given.first), `≤ ${seconds(mostFirst)}`)
line('  the stalest, of a later change', ({ given }) => minutes(given.later), `≤ ${seconds(mostLater)}`)
console.log(
  row([
    'longest at hand, asked for or not: first change of a day',
    minutes(gateway.held.first),
    '-',
    '-',
    `≤ ${seconds(mostFirst)}`,
  ]),
)
console.log(
  row([
    'longest at hand, asked for or not: later change',
    minutes(gateway.held.later),
    '-',
    '-',
    `≤ ${seconds(mostLater)}`,
  ]),
)
console.log(row(['said to be current, and was not', number(gateway.untrue), '-', '-', '0']))
console.log(row(['refused by Vektis as too many in a second', number(gateway.limited), '-', '-', '0']))
console.log(
  `\nreal: read, freshness, poller, refetch, memory cache, desk, slots; polls each ${MUTATION_POLL_SECONDS} s, longest round ${seconds(gateway.roundMs)}` +
    `\nsimulated: time, Vektis (30–80 ms, strict), one replica without Redis, HTTP, TLS, audit; the TTL caches are reckoned, at their best` +
    `\n${number(gateway.changes)} changes in the week, ${100 * CHANGED_A_DAY} % of the parties a day and 3 in 10 followed within a day; ${gateway.cacheMiB.toFixed(0)} MiB held; ${((performance.now() - begin) / 1000).toFixed(0)} s`,
)
if (faults.size > 0) {
  process.exitCode = 1
  console.log(`BROKEN: ${[...faults].join('; ')}`)
}

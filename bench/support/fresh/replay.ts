// The fortnight as the gateway lives it: each question and each change at its moment, every answer held against the truth.

import { type Asked, type Changed, stranger, WEEK } from './fortnight.ts'
import { type Gateway, openGateway } from './gateway.ts'
import type { Stage } from './stage.ts'
import { type Counted, createTally, type Tally } from './tally.ts'
import { takeTimers } from './timers.ts'
import { createTruth, type Truth } from './truth.ts'
import { createVektis } from './vektis.ts'
import { createWatch } from './watch.ts'

export interface Replayed extends Counted {
  /** Of the second week, as all of these. */
  calls: number
  /** Of parties that the hospital knows. */
  changes: number
  /** The longest round of fetching again, in ms. */
  roundMs: number
  cacheMiB: number
  /** Calls that Vektis found too many, and alarms; in the whole fortnight. */
  limited: number
  alarms: readonly string[]
}

interface Players {
  stage: Stage
  gateway: Gateway
  truth: Truth
  tally: Tally
}

async function ask({ stage, gateway, truth, tally }: Players, { vraag, afnemer, kind }: Asked): Promise<void> {
  const { clock } = stage
  const askedAt = clock.now()
  try {
    const { entry, onbewezen } = await gateway.read(vraag, afnemer)
    const provenAt = onbewezen ? undefined : gateway.provenAt(entry)
    tally.given({ kind, askedAt, at: clock.now(), lacks: truth.lacks(entry), provenAt })
  } catch {
    tally.refused(kind, askedAt)
  }
}

/** Both in order of their moments; of one moment the change comes first. */
function* inOrder(changes: readonly Changed[], questions: Iterable<Asked>): Generator<Changed | Asked> {
  let next = 0
  for (const question of questions) {
    for (let change = changes[next]; change && change.at <= question.at; change = changes[next]) {
      yield change
      next += 1
    }
    yield question
  }
  yield* changes.slice(next)
}

export async function replay(stage: Stage): Promise<Replayed> {
  const { start, clock, random, register, fortnight, prepared } = stage
  const since = start + WEEK
  const isMeasured = () => clock.now() >= since
  takeTimers(clock)
  const truth = createTruth({ register, clock })
  const { VEKTIS_CALLS_PER_SECOND: callsPerSecond } = prepared.settings
  const vektis = createVektis({ register, clock, random, callsPerSecond })
  const tally = createTally({ since })
  const alarms: string[] = []
  let roundMs = 0
  const gateway = await openGateway({
    prepared,
    clock,
    openLine: vektis.openLine,
    onRound: (seconds) => {
      if (isMeasured()) roundMs = Math.max(roundMs, seconds * 1000)
    },
    onAlarm: (code) => alarms.push(code),
  })
  const watch = createWatch({ register, truth, clock, atHand: gateway.atHand, ceased: tally.ceased })
  const players = { stage, gateway, truth, tally }
  const [like] = register.all()
  let changes = 0
  let callsBefore = 0

  function change({ agbcode }: Changed): void {
    if (agbcode === undefined) {
      if (like) register.feed.append(stranger(random, like), clock.now())
      return
    }
    truth.change(agbcode)
    watch.changed(agbcode)
    if (isMeasured()) changes += 1
  }

  for (const event of inOrder(fortnight.changes(), fortnight.questions())) {
    if (event.at > 2 * WEEK) break
    await clock.runUntil(start + event.at, watch.look)
    if (!isMeasured()) callsBefore = vektis.counted().calls
    if ('vraag' in event) {
      void ask(players, event)
      await clock.rest()
    } else change(event)
  }
  await clock.runUntil(start + 2 * WEEK, watch.look)
  watch.end()
  const { calls, limited } = vektis.counted()
  const cacheMiB = gateway.cacheBytes() / 2 ** 20

  const closed = gateway[Symbol.asyncDispose]()
  // What is out ends as it ends, and that takes time.
  await clock.runUntil(clock.now() + 60_000)
  await closed
  return { ...tally.counted(), calls: calls - callsBefore, changes, roundMs, cacheMiB, limited, alarms }
}

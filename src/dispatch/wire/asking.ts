// Puts open questions to whoever is the dispatcher, again and again until there is a word, a bounded number at a time.

import type { Clock } from '../../lib/clock.ts'
import type { Open, OpenQuestions } from './open-questions.ts'
import type { Post } from './post.ts'
import { afterAsking } from './repeat.ts'

/** Questions that are asked again, or late, go out so many in each beat. */
const BEAT_MS = 50
const MOST_IN_A_BEAT = 500

export interface Asking<Answer> {
  /** Asks now, if there is another to ask. */
  put: (open: Open<Answer>) => void
  /** Asks what is due when this turn of the loop has been heard out, as far as this beat allows. */
  soon: () => void
  /** Keeps the beat until nothing is open. */
  begin: () => void
  /** The dispatcher, as far as known. */
  holder: () => string | undefined
  setHolder: (process: string | undefined) => void
  close: () => void
}

interface Parts<Answer> {
  post: Pick<Post, 'send'>
  /** This process: it is not asked by itself. */
  process: string
  clock: Clock
  random: () => number
  questions: OpenQuestions<Answer>
  /** At each beat, before anything is asked: what has become of no use can be taken out. */
  onBeat: () => void
}

export function createAsking<Answer>(parts: Parts<Answer>): Asking<Answer> {
  const { post, process, clock, random, questions, onBeat } = parts
  const stop = new AbortController()
  let holder: string | undefined
  let allowance = MOST_IN_A_BEAT
  let beating = false
  let called: NodeJS.Immediate | undefined

  const other = () => (holder === process ? undefined : holder)

  function put(open: Open<Answer>) {
    const to = other()
    if (to === undefined) return
    const now = clock.monotonic()
    open.round += 1
    open.silent += 1
    open.seats.asked(open.round)
    Object.assign(open, { askedOf: to, askedAt: now, askAt: afterAsking(now, open.silent, random), kept: false })
    const { id, round, parts, lane, caller, inline } = open
    const deaths = [...open.startedBy].filter((dispatcher) => dispatcher !== to).length
    const leftMs = Math.max(0, open.seats.latest() - now)
    const ageMs = Math.max(0, now - open.bornAt)
    post.send(to, { kind: 'ask', id, round, parts, lane, caller, leftMs, ageMs, deaths, inline })
  }

  function repeat() {
    called = undefined
    if (other() === undefined || allowance === 0) return
    const due = questions.due(clock.monotonic(), allowance)
    allowance -= due.length
    due.forEach(put)
  }

  async function beat() {
    while (questions.size() > 0 && !stop.signal.aborted) {
      await clock.sleep(BEAT_MS, stop.signal).catch(() => undefined)
      allowance = MOST_IN_A_BEAT
      onBeat()
      repeat()
    }
    beating = false
  }

  return {
    put,
    soon: () => {
      called ??= setImmediate(repeat)
    },
    begin: () => {
      if (beating) return
      beating = true
      // After what is said in this turn of the loop: the first question does not wait for a timer to be made.
      setImmediate(() => void beat())
    },
    holder: () => holder,
    setHolder: (process) => {
      holder = process
    },
    close: () => {
      stop.abort()
      clearImmediate(called)
    },
  }
}

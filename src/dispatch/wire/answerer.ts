// The side of the dispatcher: what other processes ask is put on the desk, and what becomes of it is told.

import type { Clock } from '../../lib/clock.ts'
import { type Join, Moved, NoAnswer, NoPlace, type Seat } from '../question.ts'
import { MOST_DEATHS } from './asker.ts'
import type { Codec, SharedStore } from './codec.ts'
import { isLarge, wayOf } from './deliver.ts'
import { createGate } from './gate.ts'
import { createHeldQuestions, type Held } from './held-questions.ts'
import type { Asked, Message } from './messages.ts'
import { createPoison } from './poison.ts'
import type { Post } from './post.ts'
import { createRecentAnswers } from './recent-answers.ts'

const LOOKUPS_AT_ONCE = 32
/** From the asker's own look in the shared store to its question here, in ms. */
const JUST_LOOKED_MS = 100
/** Questions of others that may be in hand; the desk has a bound of its own. */
const MOST_HELD = 20_000
const SECONDS_WHEN_FULL = 5

export interface AnswererParts<Parts, Answer> {
  post: Pick<Post, 'send' | 'mention'>
  clock: Clock
  codec: Pick<Codec<Parts, Answer>, 'readParts' | 'writeAnswer' | 'mayBeHeld' | 'writeFault'>
  shared?: Pick<SharedStore<Answer>, 'holds'> | undefined
  /** The desk, while this process is the dispatcher. */
  desk: () => { join: Join<Parts, Answer> } | undefined
  /** A fresh answer that this process holds. */
  glance: (parts: Parts) => Answer | undefined
  /** A fresh answer that is held anywhere; a rejection counts as none. */
  lookup: (parts: Parts) => Promise<Answer | undefined>
  /** The caller's share, by the policy of this process. */
  weightOf: (caller: string) => number
  /** No question waits longer, whatever it says. */
  longestWaitMs: number
}

export interface Answerer {
  /** What another process said. */
  heard: (from: string, message: Message) => void
  /** The lease is another's: who has a call out hears that it is finished here all the same. */
  handedOver: () => void
  /** Sends all who wait to the next. */
  close: () => void
  /** Questions of others that are in hand, and keys that nobody may ask. */
  stats: () => { held: number; poisoned: number }
}

/**
 * The same question of the same process is one question however often it comes, so asking again is always safe. What crosses
 * on the way does no harm either: a withdrawal of a question that was answered finds nothing, an answer to one that was
 * withdrawn falls away at the asker's.
 */
export function createAnswerer<Parts, Answer>(options: AnswererParts<Parts, Answer>): Answerer {
  const { post, clock, codec, shared, desk, glance, lookup, weightOf } = options
  const questions = createHeldQuestions<Parts, Answer>(options)
  const recent = createRecentAnswers<Answer>({ clock, write: codec.writeAnswer })
  const poison = createPoison({ clock })
  const gate = createGate(LOOKUPS_AT_ONCE)
  /** What was written last, in this turn of the loop. */
  let last: { answer: Answer; bytes: Uint8Array | undefined } | undefined

  function ask(from: string, asked: Asked) {
    const known = questions.find(from, asked.id)
    if (known) return again(known, asked)
    const question = codec.readParts(asked.parts)
    if (!question) return refuse(from, asked, new Error('what was asked is no question'))
    if (asked.deaths >= MOST_DEATHS) poison.add(question.key)
    if (poison.has(question.key)) return refuse(from, asked, new NoAnswer())
    if (!desk()) return refuse(from, asked, new Moved())
    if (questions.size() >= MOST_HELD) return refuse(from, asked, new NoPlace(SECONDS_WHEN_FULL, 'queue-full'))
    void take(questions.hold(from, asked, question))
  }

  async function take(held: Held<Parts, Answer>) {
    const { key, parts, asked } = held
    const here = recent.since(key, clock.monotonic() - asked.ageMs) ?? glance(parts)
    // Who asks for the first time has just looked everywhere: what came since, came through this process. What was asked
    // before may have been answered by a dispatcher that is gone.
    const justLooked = asked.round === 1 && asked.ageMs < JUST_LOOKED_MS
    const found = here ?? (justLooked ? undefined : await thorough(held))
    // Withdrawn while it was looked up: nobody waits for it.
    if (!questions.has(held)) return
    if (found === undefined) sit(held)
    else await give(held, found)
  }

  const thorough = (held: Held<Parts, Answer>) =>
    gate(async () => (questions.has(held) ? lookup(held.parts) : undefined)).catch(() => undefined)

  function sit(held: Held<Parts, Answer>) {
    try {
      const seat = join(held)
      held.startsAt = clock.monotonic() + seat.startsInMs
      // Of a call that goes out now its start tells: a word before it would only hold it up. Should it not start after
      // all, then who asked asks again, and is told.
      if (seat.startsInMs > 0) accept(held)
      follow(held, seat)
    } catch (error) {
      end(held, error)
    }
  }

  function join({ key, parts, asked, deadline }: Held<Parts, Answer>) {
    const { lane, caller, ageMs } = asked
    const open = desk()
    if (!open) throw new Moved()
    const seat = open.join({ key, parts, lane, caller, weight: weightOf(caller), deadline, ageMs })
    if (seat instanceof NoPlace) throw seat
    return seat
  }

  function accept({ from, id, startsAt }: Held<Parts, Answer>) {
    post.send(from, { kind: 'accepted', id, inMs: Math.max(0, startsAt - clock.monotonic()) })
  }

  function follow(held: Held<Parts, Answer>, seat: Seat<Answer>) {
    held.seat = seat
    void seat.started.then(() => {
      if (!questions.has(held, seat)) return
      held.started = true
      post.mention(held.from, { kind: 'started', id: held.id })
    })
    void seat.early?.then((answer) => giveEarly(held, seat, answer))
    void seat.answer.then(
      async (answer) => {
        if (questions.has(held, seat)) await give(held, answer)
      },
      (error: unknown) => {
        if (questions.has(held, seat)) end(held, error)
      },
    )
  }

  /** The asker heard nothing, or has a later deadline now: then a later seat is tried for. */
  function again(held: Held<Parts, Answer>, asked: Asked) {
    const isLater = questions.renew(held, asked)
    if (!held.seat) return
    if (isLater) move(held, held.seat)
    accept(held)
    if (held.started) post.send(held.from, { kind: 'started', id: held.id })
  }

  function move(held: Held<Parts, Answer>, seat: Seat<Answer>) {
    try {
      follow(held, join(held))
      seat.leave()
    } catch {
      // No place until later, or a desk that closes: the seat it has is as good as it was.
    }
  }

  async function give(held: Held<Parts, Answer>, answer: Answer) {
    const { from, id, key, asked } = held
    questions.letGo(held)
    try {
      const bytes = recent.keep(key, answer)
      const way = await wayOf({ key, answer, bytes, inline: asked.inline }, shared)
      post.send(from, way === 'store' ? { kind: 'stored', id } : { kind: 'answer', id, bytes, early: false })
    } catch (error) {
      refuse(from, asked, error)
    }
  }

  /**
   * The way to who asked takes as long as what is still done with the answer here, so both begin at once. A large one must
   * wait: it travels by the store, and does not stand there yet. So does one that cannot be written: `give` tells why.
   */
  async function giveEarly(held: Held<Parts, Answer>, seat: Seat<Answer>, answer: Answer) {
    const bytes = questions.has(held, seat) && written(held.key, answer)
    if (!bytes || isLarge(bytes)) return
    const { from, id, key } = held
    recent.keep(key, answer, bytes)
    questions.letGo(held)
    post.send(from, { kind: 'answer', id, bytes, early: true })
    if (await seat.answer.then(codec.mayBeHeld, () => false)) post.mention(from, { kind: 'landed', id })
  }

  /** Once for all who sit there when it is told. */
  function written(key: string, answer: Answer): Uint8Array | undefined {
    if (last?.answer === answer) return last.bytes
    last = { answer, bytes: undefined }
    // Not to be held here: nobody would know that it has to be erased.
    setImmediate(() => {
      last = undefined
    })
    try {
      last.bytes = codec.writeAnswer(key, answer)
    } catch {
      // Nothing is written, and so nothing is given.
    }
    return last.bytes
  }

  function end(held: Held<Parts, Answer>, error: unknown) {
    questions.letGo(held)
    refuse(held.from, held.asked, error)
  }

  function refuse(from: string, { id, round }: Asked, error: unknown) {
    // A desk that closes is no refusal: there is another, or will be.
    if (error instanceof Moved || (error instanceof NoPlace && error.reason === 'closing'))
      return post.send(from, { kind: 'moved', id })
    if (!(error instanceof NoPlace)) return post.send(from, { kind: 'failed', id, fault: codec.writeFault(error) })
    const { retryAfterSeconds, reason } = error
    return post.send(from, { kind: 'refused', id, round, retryAfterSeconds, reason })
  }

  return {
    heard: (from, message) => {
      if (message.kind === 'ask') ask(from, message)
      if (message.kind !== 'withdraw') return
      const held = questions.find(from, message.id)
      if (held) questions.letGo(held)
    },
    handedOver: () => {
      for (const { from, id, started } of questions.all()) if (started) post.send(from, { kind: 'kept', id })
    },
    close: () => {
      for (const held of questions.all()) end(held, new Moved())
    },
    stats: () => ({ held: questions.size(), poisoned: poison.size() }),
  }
}

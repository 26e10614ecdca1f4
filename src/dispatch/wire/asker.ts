// The side of those who ask: one question for all who want the same, put to whoever is the dispatcher.

import type { Clock } from '../../lib/clock.ts'
import { type Join, Moved, NoAnswer, NoPlace, type Question, type Seat } from '../question.ts'
import { createAsking } from './asking.ts'
import type { Codec, SharedStore } from './codec.ts'
import { isReply, type Message } from './messages.ts'
import { createOpenQuestions, type Open } from './open-questions.ts'
import { createOwnShare } from './own-share.ts'
import type { Post } from './post.ts'
import { afterNews } from './repeat.ts'
import { createReplies } from './replies.ts'

/** An election takes 2.5 s at most; who has waited so long for one, in ms, is sent away. */
const LONGEST_ELECTION_MS = 5000
const SECONDS_TO_A_DISPATCHER = 2
const SECONDS_TO_ELSEWHERE = 1
/** A question whose call was out at so many dispatchers that were lost must not get another. */
export const MOST_DEATHS = 2

export interface AskerParts<Parts, Answer> {
  post: Pick<Post, 'send'>
  /** This process, as the others call it. */
  process: string
  clock: Clock
  random?: (() => number) | undefined
  codec: Pick<Codec<Parts, Answer>, 'writeParts' | 'readAnswer' | 'readFault'>
  shared?: Pick<SharedStore<Answer>, 'get'> | undefined
  /** What the far side answers in a second, and the longest that anybody may wait: together the most for one caller. */
  ratePerSecond: number
  longestWaitMs: number
  /** What was answered early may be held now. */
  onLanded?: (key: string, answer: Answer) => void
  /** An answer could not be read: it counts as lost, and is asked for again. */
  onFault: (error: unknown) => void
}

export interface Asker<Parts, Answer> {
  /**
   * Never waits by itself: of the seat, `answer` rejects with `NoPlace` when the dispatcher says so, `Moved` when this process
   * has become the dispatcher, `NoAnswer` when the question cost too many dispatchers, else as the codec reads the fault.
   * No place when there is nobody to ask, the caller has too much open, or what it joins starts after its deadline.
   */
  join: Join<Parts, Answer>
  /** What another process said. */
  heard: (from: string, message: Message) => void
  /** Who is the dispatcher, as far as is known; undefined: nobody. */
  holder: (process: string | undefined) => void
  /** Redis cannot be reached, or can again. */
  away: (away: boolean) => void
  /** Listening again: any word may have been missed. */
  resubscribed: () => void
  close: () => void
  /** Questions that are open, and of those the ones without a word yet. */
  stats: () => { open: number; unheard: number }
}

export function createAsker<Parts, Answer>(parts: AskerParts<Parts, Answer>): Asker<Parts, Answer> {
  const { post, process, clock, random = Math.random, codec, shared, onLanded = () => undefined, onFault } = parts
  const questions = createOpenQuestions<Answer>(clock)
  const share = createOwnShare(parts)
  const asking = createAsking<Answer>({ post, process, clock, random, questions, onBeat: giveUp })
  const replies = createReplies<Answer>({
    post,
    clock,
    random,
    codec,
    shared,
    questions,
    asking,
    share,
    forget,
    onLanded,
    onFault,
  })
  let holderlessSince = clock.monotonic()
  let away = false
  let closed = false

  function join(question: Question<Parts>): Seat<Answer> | NoPlace {
    const now = clock.monotonic()
    const known = questions.find(question)
    const refusal = refuse(now) ?? (known && refuseStart(known, question, now))
    if (refusal) return refusal
    const open = known ?? begin(question, now)
    if (open instanceof NoPlace) return open
    open.bornAt = Math.min(open.bornAt, now - (question.ageMs ?? 0))
    const seat = open.seats.take(question.deadline, () => withdraw(open))
    if (open.round === 0) asking.put(open)
    else if (open.seats.unasked()) open.askAt = Math.min(open.askAt, afterNews(now, open.askedAt))
    asking.begin()
    return seat
  }

  function refuse(now: number): NoPlace | undefined {
    if (closed) return new NoPlace(SECONDS_TO_ELSEWHERE, 'closing')
    const nobody = asking.holder() === undefined && now - holderlessSince >= LONGEST_ELECTION_MS
    return away || nobody ? new NoPlace(SECONDS_TO_A_DISPATCHER, 'no-dispatcher') : undefined
  }

  /** Who joins what starts after its deadline would wait in vain; what is asked anew has no such promise any more. */
  function refuseStart({ silent, startsAt }: Open<Answer>, { deadline }: Question<Parts>, now: number) {
    if (silent > 0 || startsAt === Infinity || startsAt < Math.max(now, deadline)) return undefined
    return new NoPlace(Math.ceil((startsAt - now) / 1000), 'deadline')
  }

  function begin(question: Question<Parts>, now: number) {
    const written = codec.writeParts(question.parts)
    return share.enter(question, now) ?? questions.add(question, written, now)
  }

  function forget(open: Open<Answer>) {
    questions.remove(open)
    share.leave(open)
  }

  /**
   * Nobody waits any more. Harmless whatever it crosses: an answer under way finds no question here and falls away, and a
   * withdrawal that comes after the answer was sent finds none there.
   */
  function withdraw(open: Open<Answer>) {
    forget(open)
    if (open.askedOf !== undefined) post.send(open.askedOf, { kind: 'withdraw', id: open.id })
  }

  function rejectAll(why: (open: Open<Answer>) => Error) {
    for (const open of questions.all()) {
      forget(open)
      open.seats.reject(why(open))
    }
  }

  /** Those who wait put their questions again, now at a desk of their own; what killed others does not get that far. */
  function comeHome() {
    rejectAll(({ startedBy }) => (startedBy.size >= MOST_DEATHS ? new NoAnswer() : new Moved()))
  }

  function giveUp() {
    const refusal = refuse(clock.monotonic())
    if (refusal) rejectAll(() => refusal)
    // A question came in between: at the moment this process was told, and its desk was not there yet.
    else if (asking.holder() === process) comeHome()
  }

  function turnTo(holder: string | undefined) {
    asking.setHolder(holder)
    if (holder === process) return comeHome()
    if (holder === undefined) holderlessSince = clock.monotonic()
    else askAll((open) => !open.kept)
  }

  function askAll(which: (open: Open<Answer>) => boolean) {
    const now = clock.monotonic()
    for (const open of questions.all()) if (which(open)) open.askAt = now
    asking.soon()
  }

  return {
    join,
    heard: (from, message) => {
      // Who is the dispatcher is for the lease to say: announcements may be late, and of two one may be lost.
      if (isReply(message)) replies(from, message)
    },
    holder: (holder) => {
      if (holder !== asking.holder()) turnTo(holder)
    },
    away: (now) => {
      away = now
      holderlessSince = clock.monotonic()
      giveUp()
    },
    resubscribed: () => askAll(() => true),
    close: () => {
      for (const { id, askedOf } of questions.all())
        if (askedOf !== undefined) post.send(askedOf, { kind: 'withdraw', id })
      closed = true
      giveUp()
      asking.close()
    },
    stats: () => {
      const open = questions.all()
      return { open: open.length, unheard: open.filter(({ silent }) => silent > 0).length }
    },
  }
}

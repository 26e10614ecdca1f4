// What the dispatcher says to who asks, and what becomes of the question then.

import type { Clock } from '../../lib/clock.ts'
import { NoPlace } from '../question.ts'
import type { Asking } from './asking.ts'
import type { Codec, SharedStore } from './codec.ts'
import { createEarlyAnswers } from './early-answers.ts'
import type { Reply } from './messages.ts'
import type { Open, OpenQuestions } from './open-questions.ts'
import type { OwnShare } from './own-share.ts'
import type { Post } from './post.ts'
import { afterAsking, afterNews, afterPromise, afterUnsettled } from './repeat.ts'

interface Parts<Answer> {
  post: Pick<Post, 'send'>
  clock: Clock
  random: () => number
  codec: Pick<Codec<never, Answer>, 'readAnswer' | 'readFault'>
  shared: Pick<SharedStore<Answer>, 'get'> | undefined
  questions: OpenQuestions<Answer>
  asking: Pick<Asking<Answer>, 'put' | 'soon' | 'holder'>
  share: Pick<OwnShare, 'advised'>
  /** The question is open no longer. */
  forget: (open: Open<Answer>) => void
  /** What was answered under this key, not to be held then, may be held now. */
  onLanded: (key: string, answer: Answer) => void
  onFault: (error: unknown) => void
}

/**
 * An answer is believed of anyone: a call that was out when the lease moved brings as good an answer as the next. All other
 * words count only from whom the question was last put to. A reply to a question that is not open any more falls away.
 */
export function createReplies<Answer>(parts: Parts<Answer>): (from: string, reply: Reply) => void {
  const { post, clock, random, codec, shared, questions, asking, share, forget, onLanded, onFault } = parts
  const earlyAnswers = createEarlyAnswers<Answer>(parts)

  function finish(open: Open<Answer>, from: string, answer: Answer) {
    forget(open)
    open.seats.resolve(answer)
    if (open.askedOf !== undefined && open.askedOf !== from) post.send(open.askedOf, { kind: 'withdraw', id: open.id })
  }

  /** What cannot be read counts as lost: the next may be, as when another key has just come into use. */
  function read(open: Open<Answer>, from: string, { bytes, early }: Extract<Reply, { kind: 'answer' }>) {
    let answer: Answer
    try {
      answer = codec.readAnswer(open.key, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    } catch (error) {
      onFault(error)
      open.silent += 1
      open.askAt = afterAsking(clock.monotonic(), open.silent, random)
      return
    }
    if (early) earlyAnswers.add(open.id, from, open.key, answer)
    finish(open, from, answer)
  }

  function landed(id: number, from: string) {
    const known = earlyAnswers.landed(id, from)
    if (known) onLanded(known.key, known.answer)
  }

  async function fetch(open: Open<Answer>, from: string) {
    const answer = await shared?.get(open.key).catch((error: unknown) => {
      onFault(error)
      return undefined
    })
    if (questions.get(open.id) !== open) return
    if (answer !== undefined) return finish(open, from, answer)
    open.inline = true
    asking.put(open)
  }

  function word(open: Open<Answer>, reply: Exclude<Reply, { kind: 'answer' | 'landed' | 'stored' }>) {
    const now = clock.monotonic()
    open.silent = 0
    switch (reply.kind) {
      case 'accepted':
        open.startsAt = now + reply.inMs
        open.askAt = open.seats.unasked() ? afterNews(now, open.askedAt) : afterPromise(now, reply.inMs)
        return
      case 'started':
        open.startsAt = now
        open.askAt = afterPromise(now, 0)
        open.seats.started()
        return
      case 'kept':
        open.kept = true
        open.askAt = afterPromise(now, 0)
        return
      case 'moved':
        open.askAt = asking.holder() === open.askedOf ? afterUnsettled(now, random) : now
        asking.soon()
        return
      case 'refused':
        share.advised(open, reply.retryAfterSeconds, now)
        // Who came later with a later deadline was not meant, and may have a place still.
        if (!open.seats.reject(new NoPlace(reply.retryAfterSeconds, reply.reason), reply.round)) forget(open)
        else if (reply.round === open.round) open.askAt = afterNews(now, open.askedAt)
        return
      case 'failed':
        forget(open)
        open.seats.reject(codec.readFault(reply.fault))
    }
  }

  return (from, reply) => {
    if (reply.kind === 'landed') return landed(reply.id, from)
    const open = questions.get(reply.id)
    if (!open) return
    if (reply.kind === 'started') open.startedBy.add(from)
    if (reply.kind === 'kept') open.startedBy.delete(from)
    if (reply.kind === 'answer') read(open, from, reply)
    else if (reply.kind === 'stored') void fetch(open, from)
    else if (from === open.askedOf) word(open, reply)
  }
}

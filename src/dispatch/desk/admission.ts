// Who is let into the queue: only whose turn can be promised well before the deadline. The rest hears at once when.

import type { Clock } from '../../lib/clock.ts'
import { createActivity } from './activity.ts'
import type { Queue } from './pick.ts'
import { type Lane, lanes, NoPlace, type Question } from '../question.ts'
import type { SentAway } from './sent-away.ts'
import type { Outlook } from './slots.ts'
import { fits, retryAfterSeconds, turnsUntil, waitMs } from './wait.ts'

/**
 * Gives the moment (monotonic, ms) at which the question's call is expected to start at the latest.
 * `promisedAt` is that moment for a call under the same key that is queued or started already: who joins it makes the
 * queue no longer and may count on it.
 * Or NoPlace, when that is too late for the deadline or the queue is at its bound.
 */
export type Admit = (question: Question<unknown>, promisedAt?: number) => number | NoPlace

interface Parts {
  clock: Clock
  queue: Pick<Queue<never>, 'size' | 'waiting' | 'own'>
  sentAway: SentAway
  outlook: () => Outlook
  maxQueued: number
}

export function createAdmission({ clock, queue, sentAway, outlook, maxQueued }: Parts): Admit {
  const activity = Object.fromEntries(lanes.map((lane) => [lane, createActivity()])) as Record<
    Lane,
    ReturnType<typeof createActivity>
  >
  const waitingAbove = (lane: Lane) =>
    lanes.slice(0, lanes.indexOf(lane)).reduce((sum, higher) => sum + queue.waiting(higher), 0)

  return (question, promisedAt = Infinity) => {
    const { key, lane, caller, weight, deadline } = question
    const now = clock.monotonic()
    const budgetMs = deadline - now
    const activeWeight = activity[lane].seen(caller, weight, now)
    const expected = outlook()
    const own = queue.own(question, now - (question.ageMs ?? 0))
    const higher = waitingAbove(lane)
    sentAway.remove(caller, key)

    const turns = queue.size() < expected.free ? 1 : turnsUntil({ own, higher, weight, activeWeight })
    const startsAt = Math.min(promisedAt, now + waitMs(turns, expected))
    const full = promisedAt === Infinity && queue.size() >= maxQueued
    if (!full && fits(startsAt - now, budgetMs)) return startsAt

    // Fairness works for who was sent away too: a caller waits for all others, or only for its own share's sake,
    // whichever is shorter. So a caller that floods is sent further away and a modest one is not.
    const away = sentAway.count(caller, now)
    const ahead = Math.min(queue.size() + away.all, higher + ((own + away.own) * activeWeight) / weight)
    const seconds = retryAfterSeconds(ahead, budgetMs, expected)
    // Who left no time at all only wanted what is at hand, and is not waited for.
    if (budgetMs > 0) sentAway.add(caller, key, now + seconds * 1000)
    return new NoPlace(seconds, full ? 'queue-full' : 'deadline')
  }
}

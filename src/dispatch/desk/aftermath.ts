// What becomes of a question when its call failed: its place back, another try in a while, or the end.

import type { Clock } from '../../lib/clock.ts'
import type { Call, Calls } from './calls.ts'
import type { Failures } from './failures.ts'
import type { Health } from './health.ts'
import type { Judge, Judgement } from './judgement.ts'
import type { Outlook } from './slots.ts'

/** How often a call is made again, each time after a random wait of at most 200 ms, then 400 (full jitter). */
const repeats = { most: 2, withinMs: 200 }
/** How often a call that had its slot may find that nothing was sent, before that is a failure. */
const mostUnsent = 5

interface Parts<P, A> {
  calls: Calls<P, A>
  health: Pick<Health, 'failed' | 'shut'>
  failures: Failures
  judge: Judge
  groupOf: (parts: P) => string | undefined
  outlook: () => Outlook
  /** A call is back in the queue. */
  onBack: () => void
  /** What who wants another try is told once the desk is closed. */
  departed: () => Error | undefined
  clock: Clock
  random: () => number
  signal: AbortSignal
}

export interface Aftermath<P, A> {
  /** There is no line: it is the failure of whoever is next, and costs no slot. */
  noLine: (error: unknown) => void
  /** The call failed; `refund` takes back what its turn was charged. */
  failed: (call: Call<P, A>, error: unknown, refund: () => void) => void
}

export function createAftermath<P, A>(parts: Parts<P, A>): Aftermath<P, A> {
  const { calls, health, failures, judge, groupOf, outlook, onBack, departed, clock, random, signal } = parts

  /** When it may be made again, in ms from now; undefined when nobody waits long enough for that. */
  function waitFor(call: Call<P, A>): { restMs: number; startsAt: number } | undefined {
    if (call.failures >= repeats.most) return undefined
    const restMs = random() * repeats.withinMs * 2 ** call.failures
    const startsAt = clock.monotonic() + Math.max(restMs, outlook().firstMs)
    let latest = -Infinity
    for (const { deadline } of call.sitters) latest = Math.max(latest, deadline)
    return startsAt < latest ? { restMs, startsAt } : undefined
  }

  async function rest(call: Call<P, A>, restMs: number) {
    // Cut short only when no call is made any more: it then waits to hear what becomes of it.
    await clock.sleep(restMs, signal).catch(() => undefined)
    // Without anybody left who waits for it this does nothing.
    calls.requeue(call)
    onBack()
  }

  function giveUp(call: Call<P, A>, error: unknown, { sent, limited }: Judgement) {
    if (sent && !limited) failures.add(call.key, error, clock.monotonic())
    calls.reject(call, error)
  }

  const isShut = (call: Call<P, A>) => !call.tries && health.shut(groupOf(call.parts)) !== undefined

  /** It counts, even when its callers have left. Whoever it shuts out hears the same. */
  function tell(call: Call<P, A> | undefined, judgement: Judgement, error: unknown) {
    const { tries, startsAt = clock.monotonic() } = call ?? {}
    health.failed({ group: call && groupOf(call.parts), tries, startedAt: startsAt }, judgement, error)
    if (call) call.tries = undefined
    calls.rejectWaiting(error, isShut)
  }

  /** Another try when that may help and somebody waits for it, else the end. */
  function decide(call: Call<P, A>, judgement: Judgement, error: unknown) {
    const gone = judgement.again && departed()
    if (gone) return calls.reject(call, gone)
    const wait = judgement.again && !isShut(call) ? waitFor(call) : undefined
    if (!wait) return giveUp(call, error, judgement)
    call.failures += 1
    call.state = 'resting'
    call.startsAt = wait.startsAt
    void rest(call, wait.restMs)
  }

  return {
    noLine: (error) => {
      const judgement = judge(error)
      const call = calls.next()?.item
      tell(call, judgement, error)
      if (call) decide(call, judgement, error)
    },

    failed: (call, error, refund) => {
      const judgement = judge(error)
      const { sent, again, ill } = judgement
      if (!sent && again && !ill && call.unsent < mostUnsent && call.sitters.size > 0 && !departed()) {
        // Nothing happened: neither to the far side nor to the question, which stands where it stood.
        call.unsent += 1
        refund()
        calls.requeue(call)
        return onBack()
      }
      tell(call, judgement, error)
      decide(call, judgement, error)
    },
  }
}

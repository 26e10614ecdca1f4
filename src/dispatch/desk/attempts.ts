// One turn: first a line, then a slot, then whose turn it is, then the call. A slot that waits for a line is not used.

import type { Clock } from '../../lib/clock.ts'
import type { Lane } from '../question.ts'
import type { Aftermath } from './aftermath.ts'
import type { Bursts } from './bursts.ts'
import { type Line, type OpenLine, runCall, type Work } from './call.ts'
import type { Call, Calls } from './calls.ts'
import type { Judge } from './judgement.ts'
import type { Picked } from './pick.ts'
import type { Slot, Slots } from './slots.ts'

/** Whose turn it is, with all it needs. */
export interface Found<P, A, L> {
  line: L
  slot: Slot
  picked: Picked<Call<P, A>>
}

interface Parts<P, A, L extends Line> {
  calls: Pick<Calls<P, A>, 'next' | 'tellEarly' | 'resolve'>
  slots: Pick<Slots, 'soon' | 'take'>
  bursts: Bursts
  openLine: OpenLine<L>
  work: Work<P, A, L>
  judge: Judge
  aftermath: Aftermath<P, A>
  succeeded: (group: string | undefined) => void
  groupOf: (parts: P) => string | undefined
  refund: (turn: Picked<Call<P, A>>) => void
  onWait: (lane: Lane, seconds: number) => void
  clock: Clock
  callTimeoutMs: number
  /** Aborted: no more lines and no more turns. */
  signal: AbortSignal
}

export function createAttempts<P, A, L extends Line>(parts: Parts<P, A, L>) {
  const { calls, slots, bursts, openLine, aftermath, succeeded, groupOf, refund, onWait, signal } = parts
  const tools = { ...parts, wasSent: (error: unknown) => parts.judge(error).sent }
  let running = 0

  async function seek(): Promise<Found<P, A, L> | undefined> {
    await slots.soon()
    let line: L
    try {
      line = await openLine(signal)
    } catch (error) {
      if (!signal.aborted) aftermath.noLine(error)
      return undefined
    }
    const taken = await slots.take(calls.next, ({ caller }) => bursts.isSpent(caller))
    if (!taken) line.giveBack()
    return taken && { line, slot: taken.slot, picked: taken.item }
  }

  async function serve({ line, slot, picked }: Found<P, A, L>): Promise<void> {
    const { item: call, lane } = picked
    if (call.failures + call.unsent === 0) onWait(lane, (call.startsAt - call.askedAt) / 1000)
    call.started.resolve()
    running += 1
    try {
      const early = (answer: A) => calls.tellEarly(call, answer)
      const answer = await runCall(tools, { parts: call.parts, line, slot, early })
      succeeded(groupOf(call.parts))
      calls.resolve(call, answer)
    } catch (error) {
      aftermath.failed(call, error, () => {
        refund(picked)
        bursts.takeBack(picked.caller)
      })
    } finally {
      running -= 1
    }
  }

  return { seek, serve, running: () => running }
}

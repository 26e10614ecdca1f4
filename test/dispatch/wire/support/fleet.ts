// Processes on one bus and one clock, each with a desk that the test serves by hand.

import { setImmediate as nextTurn } from 'node:timers/promises'
import { Moved, NoPlace, type Question, type Seat } from '../../../../src/dispatch/question.ts'
import type { Codec } from '../../../../src/dispatch/wire/codec.ts'
import { createWire, type WireParts } from '../../../../src/dispatch/wire/wire.ts'
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts'
import { orThrow } from '../../support/seated.ts'
import { createMemoryBus } from './memory-bus.ts'

/** A question on the desk. */
export interface OnDesk extends Question<string> {
  start: () => void
  /** The answer is there, and something is still to be done with it. */
  early: (text: string) => void
  answer: (text: string) => void
  fail: (error: Error) => void
  left: boolean
  /** It was answered, one way or the other. */
  done: boolean
}

/** Parts and answers are texts; a part that begins with `bad` is no question, an answer with `passing` is not to be held. */
export const textCodec: Codec<string, string> = {
  writeParts: (parts) => ({ parts }),
  readParts: (json) => {
    const parts = (json as { parts?: unknown } | null)?.parts
    return typeof parts === 'string' && !parts.startsWith('bad') ? { key: parts, parts } : undefined
  },
  writeAnswer: (key, answer) => Buffer.from(`${key}=${answer}`),
  mayBeHeld: (answer) => !answer.startsWith('passing'),
  readAnswer: (key, bytes) => {
    const text = bytes.toString()
    if (!text.startsWith(`${key}=`)) throw new Error('no answer to this')
    return text.slice(key.length + 1)
  },
  writeFault: (error) => ({ fault: (error as Error).name, message: (error as Error).message }),
  readFault: (json) => new Error(String((json as { message?: unknown } | null)?.message)),
}

type Options = Partial<Omit<WireParts<string, string>, 'process' | 'channel' | 'clock'>>

export type Member = ReturnType<ReturnType<typeof createFleet>['member']>

/** Lets everything run that can without time passing. */
export async function settle() {
  for (let turn = 0; turn < 20; turn += 1) await nextTurn()
}

/** Until what nobody waits for has been said, too. */
export async function mention(clock: FakeClock) {
  await settle()
  await clock.advance(10)
  await settle()
}

export function createFleet() {
  const bus = createMemoryBus()
  const clock: FakeClock = createFakeClock()

  function member(process: string, options: Options = {}) {
    const seats: OnDesk[] = []
    const announced: string[] = []
    let notices = 0
    const faults: unknown[] = []
    let isOpen = false
    let refusal: NoPlace | undefined
    let startsInMs = 100

    function join(question: Question<string>): Seat<string> | NoPlace {
      if (refusal) return refusal
      const started = Promise.withResolvers<void>()
      const early = Promise.withResolvers<string>()
      const answer = Promise.withResolvers<string>()
      const seat: OnDesk = {
        ...question,
        start: started.resolve,
        early: early.resolve,
        answer: (text) => {
          seat.done = true
          answer.resolve(text)
        },
        fail: (error) => {
          seat.done = true
          answer.reject(error)
        },
        left: false,
        done: false,
      }
      seats.push(seat)
      const leave = () => {
        seat.left = true
      }
      return { startsInMs, started: started.promise, early: early.promise, answer: answer.promise, leave }
    }

    const desk = () => (isOpen ? { join } : undefined)
    const wire = createWire<string, string>({
      process,
      channel: bus.channel(process),
      clock,
      random: () => 0,
      codec: textCodec,
      desk,
      glance: () => undefined,
      lookup: async () => undefined,
      weightOf: () => 1,
      ratePerSecond: 10,
      longestWaitMs: 60_000,
      onAnnounced: (from) => announced.push(from),
      onLeaving: () => void (notices += 1),
      onFault: (fault) => faults.push(fault),
      ...options,
    })

    return {
      process,
      wire: { ...wire, join: orThrow(wire.join) },
      join: wire.join,
      desk,
      seats,
      faults,
      announced,
      notices: () => notices,
      /** Has the lease, and a desk. */
      hold: () => {
        isOpen = true
        wire.holder(process)
        wire.announce(`token of ${process}`)
      },
      /** Loses the lease with its desk; what is not out is moved. */
      lose: () => {
        isOpen = false
        for (const seat of seats) seat.fail(new Moved())
        wire.handedOver()
      },
      /** Whoever comes to the desk is sent away. */
      refuse: (error: NoPlace | undefined) => {
        refusal = error
      },
      promise: (ms: number) => {
        startsInMs = ms
      },
    }
  }

  /** Two processes, of which the first is the dispatcher and the second knows it. */
  async function pair(options: Options = {}) {
    const dispatcher = member('dispatcher', options)
    const asker = member('asker', options)
    dispatcher.hold()
    asker.wire.holder('dispatcher')
    await settle()
    return { dispatcher, asker }
  }

  return { bus, clock, member, pair }
}

export function questionFor(clock: FakeClock, parts: string, rest: Partial<Question<string>> = {}): Question<string> {
  return {
    key: parts,
    parts,
    lane: 'interactive',
    caller: 'caller',
    weight: 1,
    deadline: clock.monotonic() + 10_000,
    ...rest,
  }
}

/** What has become of it when all has run that can. */
export async function outcome(answer: Promise<string>): Promise<string> {
  await settle()
  const first = await Promise.race([answer.catch((error: unknown) => error), nextTurn(undefined)])
  if (first instanceof NoPlace) return `NoPlace ${first.reason} ${first.retryAfterSeconds}`
  return first instanceof Error ? `${first.name}: ${first.message}` : ((first ?? 'pending') as string)
}

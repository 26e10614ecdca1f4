// What processes say to one another, and the check of what comes in.

import { type Lane, lanes, type Refusal, refusals } from '../question.ts'

/** A question on its way. The id is the asker's own; what repeats it, is the same question. */
export interface Asked {
  id: number
  /** The how-manieth asking, from 1: a refusal names the one it answers. */
  round: number
  /** As the codec writes them. */
  parts: unknown
  lane: Lane
  caller: string
  /** Until the deadline, in ms: clocks of two machines cannot be compared, durations can. */
  leftMs: number
  /** For how long it has been asked, in ms. */
  ageMs: number
  /** Dispatchers that were lost while its call was out. */
  deaths: number
  /** The answer must be in the message: it could not be read from the shared store. */
  inline: boolean
}

export type Message =
  // To the dispatcher.
  | ({ kind: 'ask' } & Asked)
  | { kind: 'withdraw'; id: number }
  // From the dispatcher.
  | { kind: 'accepted'; id: number; inMs: number }
  | { kind: 'refused'; id: number; round: number; retryAfterSeconds: number; reason: Refusal }
  | { kind: 'started'; id: number }
  /** `early`: what must be done with it at the dispatcher is still under way; `landed` may follow. */
  | { kind: 'answer'; id: number; bytes: Uint8Array; early: boolean }
  /** What was answered early may be held. */
  | { kind: 'landed'; id: number }
  /** The answer stands in the shared store. */
  | { kind: 'stored'; id: number }
  | { kind: 'failed'; id: number; fault: unknown }
  /** Not the dispatcher, or no longer: ask the next. */
  | { kind: 'moved'; id: number }
  /** No longer the dispatcher, but this call is out and its answer will come. */
  | { kind: 'kept'; id: number }
  /** To all, by a new dispatcher: the token of its term; empty: by the old one, that nobody holds the lease now. */
  | { kind: 'dispatcher'; token: string }
  /** To all, by the dispatcher: the lease will be free in a moment. Who does not know the word misses only the notice. */
  | { kind: 'leaving' }

/** What becomes of a question, told to who asked. */
export type Reply = Exclude<Message, { kind: 'ask' | 'withdraw' | 'dispatcher' | 'leaving' }>

type Fields = Readonly<Record<string, unknown>>
type Kind = Message['kind']
type Read = {
  [K in Kind]: (fields: Fields, bytes: Uint8Array | undefined) => Omit<Message & { kind: K }, 'kind'> | false
}

const MOST_TEXT = 1000

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
const isMs = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value < Infinity
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= MOST_TEXT
const isLane = (value: unknown): value is Lane => lanes.includes(value as Lane)
const isRefusal = (value: unknown): value is Refusal => refusals.includes(value as Refusal)

const onlyId = ({ id }: Fields) => isCount(id) && { id }

const read: Read = {
  ask: ({ id, round, parts, lane, caller, leftMs, ageMs, deaths, inline }) =>
    isCount(id) &&
    isCount(round) &&
    isLane(lane) &&
    isText(caller) &&
    isMs(leftMs) &&
    isMs(ageMs) &&
    isCount(deaths) &&
    typeof inline === 'boolean' && { id, round, parts, lane, caller, leftMs, ageMs, deaths, inline },
  withdraw: onlyId,
  accepted: ({ id, inMs }) => isCount(id) && isMs(inMs) && { id, inMs },
  refused: ({ id, round, retryAfterSeconds, reason }) =>
    isCount(id) &&
    isCount(round) &&
    isCount(retryAfterSeconds) &&
    isRefusal(reason) && { id, round, retryAfterSeconds, reason },
  started: onlyId,
  answer: ({ id, early }, bytes) => isCount(id) && bytes !== undefined && { id, bytes, early: early === true },
  landed: onlyId,
  stored: onlyId,
  failed: ({ id, fault }) => isCount(id) && { id, fault },
  moved: onlyId,
  kept: onlyId,
  dispatcher: ({ token }) => isText(token) && { token },
  leaving: () => ({}),
}

const noReplies: ReadonlySet<string> = new Set(['ask', 'withdraw', 'dispatcher', 'leaving'] satisfies Kind[])

export const isReply = (message: Message): message is Reply => !noReplies.has(message.kind)

/** The message, when all of it is as it should be; fields that are not known fall away. */
export function readMessage(json: unknown, bytes: Uint8Array | undefined): Message | undefined {
  if (typeof json !== 'object' || json === null) return undefined
  const fields = json as Fields
  const { kind } = fields
  if (typeof kind !== 'string' || !Object.hasOwn(read, kind)) return undefined
  const message = read[kind as Kind](fields, bytes)
  return message === false ? undefined : ({ kind, ...message } as Message)
}

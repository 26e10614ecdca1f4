// The post: what is said together to one process leaves as one publish; what comes in is checked.

import type { Clock } from '../../lib/clock.ts'
import type { Keys } from '../../lib/keys.ts'
import type { Channel } from './channel.ts'
import { createEnvelope, type Disbelief } from './envelope.ts'
import { readFrame, writeFrame } from './frame.ts'
import type { Message } from './messages.ts'
import { createReplayWindow } from './replay-window.ts'

/** Addressee of what every process must hear. */
export const ALL = 'all'

/** A frame with more messages would hold up its reader's loop, one with more bytes that of Redis. */
const MOST_MESSAGES = 500
const MOST_BYTES = 1024 * 1024

/** What nobody waits for leaves within this, in ms: not while the call that it tells of has the processor. */
const MENTION_MS = 10

/** Why something that came in was ignored, beside what the envelope says. */
export type Dropped = Disbelief | 'shape' | 'addressee' | 'replayed'

export interface PostParts {
  channel: Channel
  clock: Clock
  /** Of this process; unique for each start. */
  process: string
  keys?: (() => Keys) | undefined
  onMessage: (from: string, message: Message) => void
  onConnected: () => void
  /** Told of each thing that was ignored. */
  onDropped?: (why: Dropped) => void
  /** A publish failed; what it held may be lost, and is not repeated here. */
  onFault: (error: unknown) => void
}

export interface Post {
  /** Begins to listen. Once only. */
  open: () => void
  /** At most once, and in order: what must arrive has to be said again by whoever says it. */
  send: (to: string, message: Message) => void
  /** As `send`, for what nobody waits for: with what is said next, or a little later by itself. */
  mention: (to: string, message: Message) => void
  /** Sends what is waiting, and stops listening. */
  close: () => Promise<void>
}

export function createPost(parts: PostParts): Post {
  const { channel, clock, keys, onMessage, onConnected, onDropped = () => undefined, onFault } = parts
  const envelope = createEnvelope({ keys })
  const isNew = createReplayWindow()
  let outgoing = new Map<string, Message[]>()
  let number = 0
  let leaving = false
  let mentioning = false
  const closed = new AbortController()

  function add(to: string, message: Message) {
    const waiting = outgoing.get(to)
    if (waiting) waiting.push(message)
    else outgoing.set(to, [message])
  }

  function send(to: string, message: Message) {
    add(to, message)
    // Behind all that can be said now, and before anything that has to come in: somebody waits for it.
    if (!leaving) process.nextTick(leave)
    leaving = true
  }

  function mention(to: string, message: Message) {
    add(to, message)
    if (!mentioning) void leaveLater()
  }

  async function leaveLater() {
    mentioning = true
    await clock.sleep(MENTION_MS, closed.signal).catch(() => undefined)
    mentioning = false
    await leave()
  }

  async function leave() {
    leaving = false
    const leftNow = outgoing
    outgoing = new Map()
    const frames = [...leftNow].flatMap(([to, messages]) => divide(messages).map((part) => ({ to, messages: part })))
    await Promise.all(
      frames.map(async ({ to, messages }) => {
        const frame = writeFrame({ from: parts.process, to, number: (number += 1), messages })
        await channel.publish(to, envelope.close(frame)).catch(onFault)
      }),
    )
  }

  function onBytes(bytes: Buffer) {
    const opened = envelope.open(bytes)
    if (typeof opened === 'string') return onDropped(opened)
    const frame = readFrame(opened)
    if (!frame) return onDropped('shape')
    const { from, to, messages, unread } = frame
    if (from === parts.process) return undefined
    if (to !== parts.process && to !== ALL) return onDropped('addressee')
    if (keys && !isNew(from, frame.number)) return onDropped('replayed')
    for (let left = unread; left > 0; left -= 1) onDropped('shape')
    for (const message of messages) onMessage(from, message)
  }

  return {
    open: () => channel.open({ onBytes, onConnected }),
    send,
    mention,
    close: async () => {
      closed.abort()
      await leave()
      await channel.close()
    },
  }
}

/** In order, each part within the bounds; a message that is too large by itself goes alone. */
function divide(messages: readonly Message[]): Message[][] {
  const divided: Message[][] = []
  let part: Message[] = []
  let bytes = 0
  for (const message of messages) {
    const size = message.kind === 'answer' ? message.bytes.length : 0
    if (part.length === 0 || part.length === MOST_MESSAGES || bytes + size > MOST_BYTES) {
      part = []
      bytes = 0
      divided.push(part)
    }
    part.push(message)
    bytes += size
  }
  return divided
}

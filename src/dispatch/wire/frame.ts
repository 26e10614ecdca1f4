// Several messages for one process as bytes: a head of JSON, then the bodies it speaks of.

import { type Message, readMessage } from './messages.ts'

export interface Frame {
  /** Process that wrote it. */
  from: string
  /** Process it is meant for, or `all`. */
  to: string
  /** Rises with each frame of one writer. */
  number: number
  messages: readonly Message[]
}

interface Head {
  from: string
  to: string
  number: number
  /** Lengths of the bodies that follow, in bytes. */
  bodies: number[]
  /** Each message, with `body` as an index when it has bytes. */
  messages: unknown[]
}

const LENGTH_BYTES = 4

export function writeFrame({ from, to, number, messages }: Frame): Buffer {
  // One answer for many questions travels once.
  const bodies = new Map<Uint8Array, number>()
  const place = (bytes: Uint8Array) => {
    const at = bodies.get(bytes) ?? bodies.size
    bodies.set(bytes, at)
    return at
  }
  const heads = messages.map((message) => {
    if (message.kind !== 'answer') return message
    const { bytes, ...head } = message
    return { ...head, body: place(bytes) }
  })
  const lengths = [...bodies.keys()].map(({ length }) => length)
  const head: Head = { from, to, number, bodies: lengths, messages: heads }
  const text = Buffer.from(JSON.stringify(head))
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(text.length)
  return Buffer.concat([length, text, ...bodies.keys()])
}

/** Undefined when it is no frame. A message in it that is not understood is left out; `unread` counts those. */
export function readFrame(bytes: Buffer): (Frame & { unread: number }) | undefined {
  if (bytes.length < LENGTH_BYTES) return undefined
  const bodiesAt = LENGTH_BYTES + bytes.readUInt32BE()
  const head = bodiesAt <= bytes.length && readHead(bytes.toString('utf8', LENGTH_BYTES, bodiesAt))
  if (!head) return undefined
  let end = bodiesAt
  const bodies = head.bodies.map((length) => bytes.subarray(end, (end += length)))
  if (end !== bytes.length) return undefined
  const messages = head.messages
    .map((json) => readMessage(json, bodies[bodyOf(json)]))
    .filter((message) => message !== undefined)
  const { from, to, number } = head
  return { from, to, number, messages, unread: head.messages.length - messages.length }
}

function bodyOf(json: unknown): number {
  const body = (json as { body?: unknown } | null)?.body
  return typeof body === 'number' ? body : -1
}

function readHead(text: string): Head | undefined {
  const { from, to, number, bodies, messages } = parse(text)
  const isFrame =
    typeof from === 'string' &&
    typeof to === 'string' &&
    Number.isSafeInteger(number) &&
    Array.isArray(messages) &&
    Array.isArray(bodies) &&
    bodies.every((length) => Number.isSafeInteger(length) && length >= 0)
  return isFrame ? { from, to, number: number as number, bodies, messages } : undefined
}

function parse(text: string): Partial<Record<keyof Head, unknown>> {
  try {
    return (JSON.parse(text) as Partial<Head> | null) ?? {}
  } catch {
    // The error would quote what stood there, and there is nothing to add.
    return {}
  }
}

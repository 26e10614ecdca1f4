// Channels between processes that are all in this one. The test sees what is said, and can lose it or hold it up.

import { createEnvelope } from '../../../../src/dispatch/wire/envelope.ts'
import type { Channel, Ears } from '../../../../src/dispatch/wire/channel.ts'
import { readFrame, writeFrame } from '../../../../src/dispatch/wire/frame.ts'
import type { Message } from '../../../../src/dispatch/wire/messages.ts'

export interface Said {
  from: string
  to: string
  message: Message
}

export interface MemoryBus {
  channel: (process: string) => Channel
  /** All that was said, lost or not, in order. */
  said: Said[]
  /** How many publishes that took, of one process or of all. */
  publishes: (from?: string) => number
  /** Loses what it says yes to, until it is set anew. */
  lose: (which: (said: Said) => boolean) => void
  /** Holds up what it says yes to; the returned function lets it go on. */
  hold: (which: (said: Said) => boolean) => () => void
  /** The process listens again, as after its connection was lost. */
  reconnect: (process: string) => void
  /** Bytes from outside, as they are. */
  inject: (process: string, bytes: Buffer) => void
  /** Every publish fails from now on. */
  cut: (isCut: boolean) => void
}

const envelope = createEnvelope({})

export function createMemoryBus(): MemoryBus {
  const ears = new Map<string, Ears>()
  const said: Said[] = []
  const holds = new Set<{ which: (said: Said) => boolean; held: Said[] }>()
  const publishers: string[] = []
  let isLost: (said: Said) => boolean = () => false
  let isCut = false

  function deliver({ from, to, message }: Said) {
    const bytes = envelope.close(writeFrame({ from, to, number: 0, messages: [message] }))
    const listeners = to === 'all' ? [...ears.values()] : [ears.get(to)]
    for (const listener of listeners) listener?.onBytes(bytes)
  }

  function pass(one: Said) {
    said.push(one)
    if (isLost(one)) return
    const hold = [...holds].find(({ which }) => which(one))
    if (hold) hold.held.push(one)
    else deliver(one)
  }

  return {
    channel: (process) => ({
      open: (own) => void ears.set(process, own),
      publish: async (to, bytes) => {
        publishers.push(process)
        if (isCut) throw new Error('Redis is away')
        const frame = envelope.open(bytes)
        if (typeof frame === 'string') throw new Error(frame)
        const { from, messages } = readFrame(frame)!
        for (const message of messages) pass({ from, to, message })
      },
      close: async () => void ears.delete(process),
    }),
    said,
    publishes: (from) => publishers.filter((publisher) => from === undefined || publisher === from).length,
    lose: (which) => {
      isLost = which
    },
    hold: (which) => {
      const hold = { which, held: [] as Said[] }
      holds.add(hold)
      return () => {
        holds.delete(hold)
        for (const one of hold.held) deliver(one)
      }
    },
    reconnect: (process) => ears.get(process)?.onConnected(),
    inject: (process, bytes) => ears.get(process)?.onBytes(bytes),
    cut: (now) => {
      isCut = now
    },
  }
}

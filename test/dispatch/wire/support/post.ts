// Posts without a channel: what one writes is caught as bytes, and handed to another by the test.

import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Keys, readKeys } from '../../../../src/lib/keys.ts'
import type { Ears } from '../../../../src/dispatch/wire/channel.ts'
import type { Message } from '../../../../src/dispatch/wire/messages.ts'
import { createPost } from '../../../../src/dispatch/wire/post.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'

export const keyed = (...names: string[]): (() => Keys) => {
  const keys = readKeys(names.map((name) => `${name}:${Buffer.alloc(32, name).toString('hex')}`).join('\n'))
  return () => keys
}

export function createTestPost(process: string, keys?: () => Keys) {
  const written: Buffer[] = []
  const heard: [string, Message][] = []
  const dropped: string[] = []
  let ears: Ears | undefined
  const post = createPost({
    clock: createFakeClock(),
    process,
    keys,
    channel: {
      open: (own) => {
        ears = own
      },
      publish: async (_, bytes) => void written.push(bytes),
      close: async () => {},
    },
    onMessage: (from, message) => heard.push([from, message]),
    onConnected: () => undefined,
    onDropped: (why) => dropped.push(why),
    onFault: (fault) => {
      throw fault
    },
  })
  post.open()

  return {
    heard,
    dropped,
    /** The one publish that this message makes. */
    write: async (to: string, message: Message = { kind: 'started', id: 1 }): Promise<Buffer> => {
      post.send(to, message)
      await nextTurn()
      return written.pop()!
    },
    read: (bytes: Buffer) => ears?.onBytes(bytes),
  }
}

// A way to Redis that stops at one command: before Redis hears of it, or after it is done and nobody was told.

import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { TestContext } from 'node:test'
import { resetSocket } from '../../src/lib/reset-socket.ts'
import { createCommands } from './redis-commands.ts'

export type When = 'before' | 'after'

export interface Step {
  /** The name that `nameOf` gave it. */
  name: string
  /** Lets go: what was held back is lost, as the process that it was for. */
  drop: () => void
}

export interface RedisSteps {
  url: string
  /**
   * Resolves when the first command from now on that is the one is held: of it and of whatever comes over the same
   * connection afterwards nothing passes any more. @throws the signal's reason
   */
  holdAt: (isIt: (name: string) => boolean, when: When, signal: AbortSignal) => Promise<Step>
}

interface Armed {
  isIt: (name: string) => boolean
  when: When
  reached: (step: Step) => void
}

/**
 * In front of a redis-server, for all replicas: what counts as a step is for `nameOf` to say, so that commands of one kind
 * of process can be told from those of others. It ends with the test.
 * @param nameOf the name of a command that counts, by its words; undefined for any other
 */
export async function redisSteps(
  t: TestContext,
  port: number,
  nameOf: (words: readonly Buffer[]) => string | undefined,
): Promise<RedisSteps> {
  let armed: Armed | undefined
  const open = new Set<Socket>()

  function lead(near: Socket): void {
    const far = connect({ port, host: '127.0.0.1' })
    const commands = createCommands()
    /** Once the step is reached: what Redis says is looked at, and passed on no more. */
    let heldFor: { marker: Buffer; heard: Buffer; done: () => void } | 'before' | undefined
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from)
      from.setNoDelay(true)
      from.on('error', () => resetSocket(to))
      from.on('close', () => {
        open.delete(from)
        to.destroy()
      })
    }
    const drop = () => {
      resetSocket(near)
      resetSocket(far)
    }

    function stopAt(name: string, raw: Buffer, { when, reached }: Armed): void {
      armed = undefined
      const step = { name, drop }
      if (when === 'before') {
        heldFor = 'before'
        return reached(step)
      }
      // Whatever Redis answers behind the command, it has done the command by then.
      const marker = randomUUID()
      heldFor = { marker: Buffer.from(marker), heard: Buffer.alloc(0), done: () => reached(step) }
      far.write(Buffer.concat([raw, Buffer.from(`*2\r\n$4\r\nECHO\r\n$${marker.length}\r\n${marker}\r\n`)]))
    }

    near.on('data', (bytes: Buffer) => {
      for (const { raw, words } of commands(bytes)) {
        if (heldFor) return
        const name = armed && nameOf(words)
        if (armed && name !== undefined && armed.isIt(name)) {
          stopAt(name, raw, armed)
          continue
        }
        far.write(raw)
      }
    })
    far.on('data', (bytes: Buffer) => {
      if (!heldFor) near.write(bytes)
      else if (heldFor !== 'before') {
        heldFor.heard = Buffer.concat([heldFor.heard, bytes])
        if (heldFor.heard.includes(heldFor.marker)) heldFor.done()
      }
    })
  }

  const server = createServer(lead)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(async () => {
    server.close()
    for (const socket of open) resetSocket(socket)
    await once(server, 'close')
  })

  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    holdAt: (isIt, when, signal) =>
      new Promise((reached, reject) => {
        armed = { isIt, when, reached }
        signal.addEventListener('abort', () => {
          armed = undefined
          reject(signal.reason as Error)
        })
      }),
  }
}

// A way over TCP that a test can break: reset at once, silent while it seems open, or whole again.

import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { TestContext } from 'node:test'
import { resetSocket } from '../../src/lib/reset-socket.ts'

export interface TcpWay {
  port: number
  /** What is open is reset, and what comes after is reset too: as when a host is gone. */
  cut: () => void
  /** Nothing passes any more in either direction, new connections neither: as when packets are dropped. */
  silence: () => void
  /** New connections pass again. What was silenced is reset, for bytes of it are lost. */
  restore: () => void
}

type State = 'open' | 'cut' | 'silent'

interface Pair {
  near: Socket
  far: Socket
}

/** A reset on one side is a reset on the other: a plain end would let unsent bytes arrive that the sender threw away. */
function join({ near, far }: Pair): void {
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    from.setNoDelay(true)
    from.on('error', () => resetSocket(to))
    from.on('close', () => to.destroy())
    from.pipe(to)
  }
}

function reset({ near, far }: Pair): void {
  resetSocket(near)
  resetSocket(far)
}

/** To a port on this machine. It begins open, and ends with the test. */
export async function tcpWay(t: TestContext, port: number): Promise<TcpWay> {
  const pairs = new Set<Pair>()
  let state: State = 'open'

  // With half-open sockets an end passes like any other byte: only what the test breaks is broken.
  const server = createServer({ allowHalfOpen: true }, (near) => {
    if (state === 'cut') resetSocket(near)
    else lead({ near, far: connect({ port, host: '127.0.0.1', allowHalfOpen: true }) })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(async () => {
    server.close()
    for (const pair of pairs) reset(pair)
    await once(server, 'close')
  })

  function lead(pair: Pair): void {
    pairs.add(pair)
    pair.near.once('close', () => pairs.delete(pair))
    join(pair)
    if (state === 'silent') hush(pair)
  }

  function hush({ near, far }: Pair): void {
    near.unpipe(far).pause()
    far.unpipe(near).pause()
  }

  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      state = 'cut'
      for (const pair of pairs) reset(pair)
    },
    silence: () => {
      state = 'silent'
      for (const pair of pairs) hush(pair)
    },
    restore: () => {
      if (state === 'silent') for (const pair of pairs) reset(pair)
      state = 'open'
    },
  }
}

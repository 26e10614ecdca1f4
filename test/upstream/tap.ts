// A TCP relay in front of a server, to see and to hold up what a line sends, below TLS.

import { once } from 'node:events'
import net, { type AddressInfo, type Socket } from 'node:net'
import type { TestContext } from 'node:test'

export interface Tap {
  /** As the server's, through this relay. */
  origin: string
  /** Connections made through it, the first first. */
  connections: () => number
  /** Bytes that came from the lines, as far as they were read. */
  received: () => number
  /** Reads nothing more from the lines: what they send stays in the kernels. */
  hold: () => void
  /** Reads on, until the lines' sides have ended; resolves with how each ended: `end` or the code of its error. */
  readOut: () => Promise<string[]>
  /** Ends the server's half towards the lines, which may go on sending. */
  hangUp: () => void
  /** Takes no new connections. */
  refuse: () => void
  /** Closes every connection. */
  cut: () => void
}

interface Pair {
  near: Socket
  far: Socket
  ended: Promise<string>
}

interface TapOptions {
  /** Keeps back what the server sends after the line's second word: in TLS 1.3, all that comes after the handshake. */
  ticketless?: boolean
}

export async function tapBefore(t: TestContext, url: string, { ticketless = false }: TapOptions = {}): Promise<Tap> {
  const { port } = new URL(url)
  const pairs: Pair[] = []
  let received = 0
  const server = net.createServer({ allowHalfOpen: true }, (near) => {
    const far = net.connect({ host: 'localhost', port: Number(port) })
    const { promise: ended, resolve } = Promise.withResolvers<string>()
    let words = 0
    near.on('data', (chunk) => {
      received += chunk.length
      words += 1
      if (ticketless && words === 2) far.pause()
      far.write(chunk)
    })
    near.once('end', () => resolve('end')).once('error', (error) => resolve('code' in error ? String(error.code) : ''))
    far.on('data', (chunk) => near.writable && near.write(chunk)).on('error', () => undefined)
    near.once('close', () => far.destroy())
    far.once('close', () => near.destroy())
    pairs.push({ near, far, ended })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => pairs.forEach(({ near }) => near.destroy())
  t.after(() => {
    cut()
    server.close()
  })
  return {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    connections: () => pairs.length,
    received: () => received,
    hold: () => pairs.forEach(({ near }) => near.pause()),
    readOut: async () => {
      for (const { near, far } of pairs) {
        far.pause()
        near.resume()
      }
      return Promise.all(pairs.map(({ ended }) => ended))
    },
    hangUp: () => pairs.forEach(({ near }) => near.end()),
    refuse: () => void server.close(),
    cut,
  }
}

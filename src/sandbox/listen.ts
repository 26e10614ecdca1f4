// Puts a server on the loopback, where nobody but this machine can reach it.

import type { AddressInfo, Server } from 'node:net'

/** Resolves with the port, once it listens; rejects when the port is taken. */
export async function listenOnLoopback(server: Server, port: number): Promise<number> {
  const listening = Promise.withResolvers<void>()
  server.once('error', listening.reject)
  server.listen(port, '127.0.0.1', listening.resolve)
  await listening.promise
  return (server.address() as AddressInfo).port
}

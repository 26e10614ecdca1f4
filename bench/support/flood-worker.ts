// One caller that asks so many things at once and asks again what was refused, until it is killed: a process of its own.

import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { askForDay, openSockets } from './bare-callers.ts'

const [url = '', caller = '', count = '', wait = '', from = ''] = process.argv.slice(2)

async function keepAsking(socket: Socket, n: number): Promise<void> {
  for (;;) {
    const { status, retryAfter } = await askForDay(socket, Number(from) + n, caller, wait)
    if (status === 200 || status === 404) return
    await delay(1000 * Math.max(1, retryAfter))
  }
}

const sockets = await openSockets(url, Number(count))
process.stdout.write('asking\n')
await Promise.all(sockets.map(keepAsking))
process.stdout.write('done\n')

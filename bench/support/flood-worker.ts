// One caller that asks so many things at once and asks again what was refused, until it is killed: a process of its own.
// Lean, for it shares the machine with the gateway, of which the promise is: connections and questions are made before.

import type { Socket } from 'node:net'
import { ask, openSockets, questionOfDay, readTold } from './bare-callers.ts'

const [url = '', caller = '', count = '', wait = '', from = ''] = process.argv.slice(2)

function keepAsking(socket: Socket, question: Buffer): void {
  ask(socket, question, (answer) => {
    const { status, retryAfter } = readTold(answer)
    if (status !== 200 && status !== 404) setTimeout(() => keepAsking(socket, question), 1000 * Math.max(1, retryAfter))
  })
}

const sockets = await openSockets(url, Number(count))
const asking = sockets.map((socket, n) => ({ socket, question: questionOfDay(Number(from) + n, caller, wait) }))
process.stdout.write('asking\n')
for (const { socket, question } of asking) keepAsking(socket, question)

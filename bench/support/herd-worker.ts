// Asks so many things in one tick over connections that are open already, and says what came of it: a process of its own.

import { askForDay, openSockets } from './bare-callers.ts'

const [url = '', caller = '', count = '', wait = '', from = ''] = process.argv.slice(2)

const sockets = await openSockets(url, Number(count))
const begin = performance.now()
const told = await Promise.all(sockets.map((socket, n) => askForDay(socket, Number(from) + n, caller, wait)))
const lastMs = performance.now() - begin
const refused = told.filter(({ status }) => status === 503).length
process.stdout.write(`came ${JSON.stringify({ refused, lastMs })}\n`, () => process.exit())

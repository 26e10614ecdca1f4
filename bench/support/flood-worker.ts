// One caller that asks so many things at once and asks again what was refused, until it is killed: a process of its own.
// Lean, for it shares the machine with the gateway, of which the promise is: connections and questions are made before.

import { type Line, openLines, questionOfDay, readTold } from './bare-callers.ts'

const [url = '', caller = '', count = '', wait = '', from = ''] = process.argv.slice(2)

function keepAsking(line: Line, question: string): void {
  line.ask(question, (head) => {
    const { status, retryAfter } = readTold(head)
    if (status !== 200 && status !== 404) setTimeout(() => keepAsking(line, question), 1000 * Math.max(1, retryAfter))
  })
}

const lines = await openLines(url, Number(count))
const asking = lines.map((line, n) => ({ line, question: questionOfDay(Number(from) + n, caller, wait) }))
process.stdout.write('asking\n')
for (const { line, question } of asking) keepAsking(line, question)

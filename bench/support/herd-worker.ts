// Asks so many things in one tick and says what came of it, and how long it took: a process of its own.
// Lean, for it shares the machine with the gateway, of which the promise is: connections and questions are made before the
// clock starts, which runs from before the first byte is written until all answers are there; they are read after it.

import { quantile } from '../../test/support/observed.ts'
import { openLines, questionOfDay, readTold } from './bare-callers.ts'

const [url = '', caller = '', count = '', wait = '', from = ''] = process.argv.slice(2)

const lines = await openLines(url, Number(count))
const asking = lines.map((line, n) => ({ line, question: questionOfDay(Number(from) + n, caller, wait) }))
const heads: string[] = []
const waits: number[] = []
const all = Promise.withResolvers<void>()
const begin = performance.now()
for (const { line, question } of asking) {
  const askedAt = performance.now()
  line.ask(question, (head) => {
    waits.push(performance.now() - askedAt)
    if (heads.push(head) === asking.length) all.resolve()
  })
}
await all.promise
const lastMs = performance.now() - begin
const refused = heads.filter((head) => readTold(head).status === 503).length
process.stdout.write(`came ${JSON.stringify({ refused, lastMs, waitMs: quantile(waits, 0.99) })}\n`, () =>
  process.exit(),
)

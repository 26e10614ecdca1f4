// A process of its own that writes lines to its standard output until that refuses, and then says why.

import { createAudit } from '../../src/audit/audit.ts'
import { createStreamSink } from '../../src/audit/stream-sink.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { withId } from './parts.ts'

const audit = createAudit({
  sink: createStreamSink(process.stdout),
  clock: systemClock,
  onCommit: () => {},
  onFault: () => {},
})

for (let n = 1; ; n += 1) {
  try {
    await audit.schrijf(withId(`verzoek-${n}`))
  } catch (fault) {
    const { message, cause } = fault as Error & { cause: { cause?: { code?: string } } }
    process.stderr.write(`refused: ${message} (${cause.cause?.code})\n`)
    break
  }
}
await audit.close()

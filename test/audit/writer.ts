// A process of its own that writes lines as fast as they go, and says on standard output which were acknowledged.

import { writeSync } from 'node:fs'
import { createAudit } from '../../src/audit/audit.ts'
import { openFileSink } from '../../src/audit/file-sink.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { withId } from './parts.ts'

const [path = '', writers = '1'] = process.argv.slice(2)
const audit = createAudit({
  sink: await openFileSink(path),
  clock: systemClock,
  onCommit: () => {},
  onFault: () => {},
})

async function writeUntilRefused(writer: number): Promise<void> {
  for (let n = 1; ; n += 1) {
    const id = `${process.pid}-${writer}-${n}`
    try {
      await audit.schrijf(withId(id))
    } catch (fault) {
      writeSync(2, `${(fault as Error).message}\n`)
      return
    }
    // Synchronous: what the parent has read was acknowledged before the kill, whenever that comes.
    writeSync(1, `${id}\n`)
  }
}

await Promise.all(Array.from({ length: Number(writers) }, (_, writer) => writeUntilRefused(writer)))
await audit.close()

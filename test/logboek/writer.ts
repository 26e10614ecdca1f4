// A process of its own that writes lines, rotates often and exports meanwhile; it says which lines were acknowledged.

import { once } from 'node:events'
import { createAudit } from '../../src/audit/audit.ts'
import { localDisk } from '../../src/audit/disk.ts'
import { openFileSink } from '../../src/audit/file-sink.ts'
import { systemClock as clock } from '../../src/lib/clock.ts'
import { createCollector } from '../../src/logboek/collector.ts'
import { exportLines } from '../../src/logboek/export.ts'
import { createFileFeed } from '../../src/logboek/file-feed.ts'
import { createPositions } from '../../src/logboek/position.ts'
import { createSpans } from '../../src/logboek/spans.ts'
import { withId } from '../audit/parts.ts'

const [path = '', url = ''] = process.argv.slice(2)
const fail = (cause: Error) => {
  throw cause
}
const sink = await openFileSink(path, localDisk, { maxBytes: 20_000, daily: false, clock, onFault: fail })
const audit = createAudit({ sink, clock, onCommit: () => {}, onFault: fail })

const feed = createFileFeed({
  path,
  durable: sink.durable,
  positions: createPositions(`${path}.otlp`),
  onLost: () => {},
})
const exporting = exportLines(
  {
    feed,
    spans: createSpans({ version: '0', register: 'urn:x:' }),
    send: createCollector({ url, headers: {}, timeoutMs: 5000 }).send,
    // It looks at once instead of each second.
    clock: { ...clock, sleep: () => clock.sleep(1) },
    onSent: () => {},
    onFault: () => {},
  },
  new AbortController().signal,
)

for (let n = 1; ; n += 1) {
  const id = `${process.pid}-${n}`
  await audit.schrijf({ ...withId(id), traceId: null, spanId: null })
  if (!process.stdout.write(`${id}\n`)) await once(process.stdout, 'drain')
  if (n === 100_000) break
}
await exporting

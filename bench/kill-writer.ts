// What bench/kill.ts kills: a process that answers over HTTP as the gateway does, each answer after its audit line.

import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAudit } from '../src/audit/audit.ts'
import { localDisk } from '../src/audit/disk.ts'
import { eigenRegel } from '../src/audit/eigen-regel.ts'
import { openFileSink } from '../src/audit/file-sink.ts'
import { systemClock as clock } from '../src/lib/clock.ts'

const [path = ''] = process.argv.slice(2)
const ignore = () => {}
/** Small files, so that many of the kills fall on a rotation. */
const rotation = { maxBytes: 64 * 1024, daily: true, clock, onFault: ignore }
const audit = createAudit({
  sink: await openFileSink(path, localDisk, rotation),
  clock,
  onCommit: ignore,
  onFault: ignore,
})

async function answer(response: ServerResponse): Promise<void> {
  const regel = eigenRegel('raadplegen-zorgverlener', 'f'.repeat(64), {})
  try {
    await audit.schrijf(regel)
    response.end(regel.verzoekId)
  } catch {
    response.writeHead(503).end()
  }
}

const server = createServer((_, response) => void answer(response))
await once(server.listen(0, '127.0.0.1'), 'listening')
process.stdout.write(`${(server.address() as AddressInfo).port}\n`)

// How many lines a second the audit makes durable, beside the same lines in a file without chain, sync or waiting.

import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { createAudit } from '../src/audit/audit.ts'
import { openFileSink } from '../src/audit/file-sink.ts'
import type { Regel } from '../src/domain/regel.ts'
import { systemClock } from '../src/lib/clock.ts'

const LINES = 40_000

const regel: Regel = {
  verzoekId: '6f1c5f0e-8f6e-4a57-9a53-0f3c3f2f9a10',
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  afnemer: 'zis-declaratie',
  gebruiker: 'mdejong',
  doel: 'declaratie-msz@3',
  grondslag: 'avg-6-1-c',
  handeling: 'raadplegen-zorgverlener',
  betrokkenen: ['9a2db2e2:b73855d42e34ba83876b0ebf8f9a6eb1'],
  uitgeleverd: ['identificatie', 'naam', 'zorgsoort'],
  weggelaten: ['adres', 'geboortedatum', 'kwalificatie'],
  herkomst: 'cache',
  besluit: 'toegestaan',
  reden: null,
  status: 200,
  policy: 'f'.repeat(64),
  bijzonderheden: null,
}

/** So many requests at once, each writing its next line when the one before is durable. */
async function durable(path: string, atOnce: number): Promise<string> {
  const waits: number[] = []
  let commits = 0
  const audit = createAudit({
    sink: await openFileSink(path),
    clock: systemClock,
    onCommit: () => (commits += 1),
    onFault: (cause) => {
      throw cause
    },
  })
  const lines = Math.min(LINES, atOnce * 1000)
  const begin = performance.now()
  const writeSome = async () => {
    for (let n = 0; n < lines / atOnce; n += 1) {
      const sent = performance.now()
      await audit.schrijf(regel)
      waits.push(performance.now() - sent)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, writeSome))
  const seconds = (performance.now() - begin) / 1000
  await audit.close()
  waits.sort((a, b) => a - b)
  const at = (part: number) => `${(waits[Math.floor(waits.length * part)] ?? 0).toFixed(1)} ms`
  return row(`durable, ${atOnce} at once`, lines / seconds, at(0.5), at(0.99), `${Math.round(lines / commits)} lines`)
}

async function bare(path: string): Promise<string> {
  const stream = createWriteStream(path, { flags: 'a' })
  const begin = performance.now()
  for (let n = 0; n < LINES; n += 1) stream.write(`${JSON.stringify(regel)}\n`)
  stream.end()
  await finished(stream)
  return row('bare stream, nothing waits', LINES / ((performance.now() - begin) / 1000), '-', '-', '-')
}

const row = (name: string, perSecond: number, p50: string, p99: string, commit: string) =>
  [
    name.padEnd(28),
    String(Math.round(perSecond)).padStart(10),
    ...[p50, p99, commit].map((cell) => cell.padStart(10)),
  ].join('  ')

const directory = await mkdtemp(join(tmpdir(), 'agb-bench-audit-'))
try {
  console.log(['audit'.padEnd(28), ...['lines/s', 'p50', 'p99', 'commit'].map((cell) => cell.padStart(10))].join('  '))
  console.log(await bare(join(directory, 'bare')))
  for (const atOnce of [1, 50, 500]) console.log(await durable(join(directory, `durable-${atOnce}`), atOnce))
} finally {
  await rm(directory, { recursive: true })
}

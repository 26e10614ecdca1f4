// On standard output a line is written when the stream took all of it; a reader that blocks or goes away is a fault.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import { createAudit } from '../../src/audit/audit.ts'
import { createStreamSink } from '../../src/audit/stream-sink.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { until, withId } from './parts.ts'

/** A stream of which the test decides when it has taken something. */
function createHeldStream() {
  const taken: string[] = []
  let release: (() => void) | undefined
  const stream = new Writable({
    highWaterMark: 1,
    write: (bytes: Buffer, _encoding, done) => {
      taken.push(bytes.toString())
      release = () => done()
    },
  })
  return { stream, taken, release: () => release?.() }
}

function openStreamAudit(stream: Writable) {
  const clock = createFakeClock()
  const faults: Error[] = []
  const audit = createAudit({
    sink: createStreamSink(stream),
    clock,
    timeoutMs: 2000,
    onCommit: () => {},
    onFault: (cause) => faults.push(cause),
  })
  return { audit, clock, faults }
}

const numbers = (taken: string[]) =>
  taken.flatMap((lines) => Array.from(lines.matchAll(/"volgnummer":(\d+)/g), ([, number]) => Number(number)))

test('lines of one turn go in one write and count when the stream says so', async () => {
  const { stream, taken, release } = createHeldStream()
  const { audit } = openStreamAudit(stream)
  let answered = 0
  const both = ['a', 'b'].map((id) => audit.schrijf(withId(id)).then(() => (answered += 1)))
  await until(() => taken.length > 0)
  assert.equal(answered, 0)
  assert.equal(audit.head().volgnummer, 0)
  release()
  await Promise.all(both)
  assert.equal(taken.length, 1)
  assert.deepEqual(numbers(taken), [1, 2])
  assert.equal(audit.head().volgnummer, 2)
})

test('a stream that blocks is given up in time; when it is read again the chain goes on behind what it held', async () => {
  const { stream, taken, release } = createHeldStream()
  const { audit, clock, faults } = openStreamAudit(stream)
  const blocked = assert.rejects(audit.schrijf(withId('a')), /not written within 2000 ms/)
  await until(() => taken.length > 0)
  await clock.advance(2000)
  await blocked
  assert.equal(faults.length, 1)
  assert.equal(audit.ready(), false)
  await clock.advance(60_000)
  assert.equal(audit.ready(), false)

  release()
  await until(audit.ready)
  const after = audit.schrijf(withId('b'))
  await until(() => taken.length > 1)
  release()
  await after
  assert.deepEqual(numbers(taken), [1, 2])
})

test('a stream that fails is a fault for every line from then on, and does not end the process', async () => {
  const stream = new Writable({ write: (_bytes, _encoding, done) => done(new Error('EPIPE: injected')) })
  const { audit, clock, faults } = openStreamAudit(stream)
  await assert.rejects(audit.schrijf(withId('a')), { name: 'AuditUnavailable', message: 'the audit stream is broken' })
  await clock.advance(60_000)
  await assert.rejects(audit.schrijf(withId('b')))
  assert.equal(audit.ready(), false)
  assert.equal(faults.length, 1)
})

test('a stream destroyed while it blocks rejects what was handed over', async () => {
  const { stream, taken } = createHeldStream()
  const { audit } = openStreamAudit(stream)
  const rejected = assert.rejects(audit.schrijf(withId('a')))
  await until(() => taken.length > 0)
  stream.destroy()
  await rejected
})

test('a reader of standard output that goes away gives refusals, not a crash', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'stream-writer.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = text(child.stderr)
  await once(child.stdout, 'data')
  child.stdout.destroy()
  const [code] = (await once(child, 'close')) as [number]
  assert.equal(code, 0)
  assert.match(await said, /^refused: the audit stream is broken \(EPIPE\)\n$/)
})

// What tests of the audit share: a line to write, a place for files, an audit on them, and a disk that fails on demand.

import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { createAudit, type AuditParts } from '../../src/audit/audit.ts'
import { type AuditFile, type Disk, localDisk } from '../../src/audit/disk.ts'
import { openFileSink } from '../../src/audit/file-sink.ts'
import type { Auditregel } from '../../src/audit/regel.ts'
import type { Regel } from '../../src/domain/regel.ts'
import { systemClock } from '../../src/lib/clock.ts'
import type { FakeClock } from '../support/fake-clock.ts'

export const makeRegel = (change: Partial<Regel> = {}): Regel => ({
  verzoekId: 'verzoek-00000001',
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  afnemer: 'zis',
  gebruiker: 'mdejong',
  doel: 'declaratie@3',
  grondslag: 'avg-6-1-c',
  handeling: 'raadplegen-zorgverlener',
  betrokkenen: ['k1:00112233445566778899aabbccddeeff'],
  uitgeleverd: ['identificatie', 'naam'],
  weggelaten: ['geboortedatum'],
  herkomst: 'cache',
  besluit: 'toegestaan',
  reden: null,
  status: 200,
  policy: 'f'.repeat(64),
  bijzonderheden: null,
  ...change,
})

export const withId = (verzoekId: string): Regel => makeRegel({ verzoekId })

export async function makeDirectory(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'agb-audit-'))
  t.after(() => rm(directory, { recursive: true, force: true }))
  return directory
}

export interface Opened extends ReturnType<typeof createAudit> {
  faults: Error[]
  commits: number[]
}

/** An audit on a file, on the real clock unless told otherwise; closed by the test when it matters. */
export async function openAudit(path: string, parts: Partial<AuditParts> & { disk?: Disk } = {}): Promise<Opened> {
  const { disk, sink = await openFileSink(path, disk), ...others } = parts
  const faults: Error[] = []
  const commits: number[] = []
  const audit = createAudit({
    sink,
    clock: systemClock,
    onFault: (cause) => faults.push(cause),
    onCommit: (_, lines) => commits.push(lines),
    ...others,
  })
  return { ...audit, faults, commits }
}

/** Writes one chain of so many lines, as one process start would. */
export async function writeChain(path: string, lines: number, keten?: string): Promise<ReturnType<Opened['head']>> {
  const audit = await openAudit(path, keten === undefined ? {} : { keten })
  await Promise.all(Array.from({ length: lines }, (_, n) => audit.schrijf(withId(`verzoek-${n + 1}`))))
  await audit.close()
  return audit.head()
}

export async function readRegels(path: string): Promise<Auditregel[]> {
  const text = await readFile(path, 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Auditregel)
}

export const idsIn = async (path: string): Promise<string[]> =>
  (await readRegels(path)).map(({ verzoekId }) => verzoekId)

type Operation = 'append' | 'datasync' | 'truncate'

/** The real disk, on which the next calls of an operation can be taken over, and which counts them. */
export function createFaultyDisk() {
  const counts: Record<Operation, number> = { append: 0, datasync: 0, truncate: 0 }
  let takenOver: Partial<{ [Name in Operation]: (file: AuditFile, bytes: Uint8Array) => Promise<number> }> = {}

  async function call(name: Operation, file: AuditFile, bytes: Uint8Array, usual: () => Promise<number>) {
    counts[name] += 1
    const instead = takenOver[name]
    delete takenOver[name]
    return instead ? instead(file, bytes) : usual()
  }
  const nothing = new Uint8Array()

  const disk: Disk = {
    stat: localDisk.stat,
    rename: localDisk.rename,
    open: async (path) => {
      const file = await localDisk.open(path)
      return {
        ...file,
        append: (bytes) => call('append', file, bytes, () => file.append(bytes)),
        datasync: async () => void (await call('datasync', file, nothing, async () => (await file.datasync(), 0))),
        truncate: async (size) =>
          void (await call('truncate', file, nothing, async () => (await file.truncate(size), 0))),
      }
    },
  }
  return {
    disk,
    counts,
    /** The next call of this operation does this instead. */
    next: (name: Operation, instead: (file: AuditFile, bytes: Uint8Array) => Promise<number>) => {
      takenOver = { ...takenOver, [name]: instead }
    },
  }
}

export const failWith = (code: string) => () => Promise.reject(Object.assign(new Error(`${code}: injected`), { code }))

/** A point that code under test comes to and waits at: `reached` resolves when it is there, `open` lets it go on. */
export function createBarrier() {
  const reached = Promise.withResolvers<void>()
  const opened = Promise.withResolvers<void>()
  return {
    reached: reached.promise,
    open: () => opened.resolve(),
    wait: () => {
      reached.resolve()
      return opened.promise
    },
  }
}

/** Lets the event loop turn until something holds that real files or streams bring about. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}

/** Moves the clock from probe to probe until one succeeded; how often it had to. The third should have. */
export async function healed(audit: { ready: () => boolean }, clock: FakeClock): Promise<number> {
  for (let waits = 0; ; waits += 1) {
    await until(() => audit.ready() || clock.sleepers() > 0)
    if (audit.ready()) return waits
    assert.ok(waits < 3, 'the audit does not recover')
    await clock.advance(1000)
  }
}

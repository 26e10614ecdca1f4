// Thousands of questions by several callers to two replicas that rotate their files: inzage tells each of them, and no more.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { auditFiles } from '../../src/audit/files.ts'
import { inzage } from '../../src/cli/inzage.ts'
import { makeDirectory } from '../audit/parts.ts'
import { createFakeIo } from '../cli/fake-io.ts'
import { PSEUDONYM_KEY, type TestGateway, withGateway } from '../support/gateway.ts'
import { askFg } from '../routes/fg-parts.ts'

const QUESTIONS = 4000
const AT_ONCE = 40
/** Held, odd and unknown ones alike. */
const CODES = ['03000001', '03000003', '03000005', '01000001', '01000002', '99999999', '06000001', '04000001']
const PATHS = ['zorgverleners/CODE', 'zorgverleners/CODE', 'zorgverleners/CODE/relaties', 'vestigingen/CODE']

interface Told {
  gebruiker: string | null
  afnemer: string
  doel: string | null
  handeling: string
  tijdstip: string
  uitgeleverd: string[]
}

/** What the client writes down of one question; `codes`: the party asked for and every party that the answer names. */
interface Own {
  gebruiker: string
  afnemer: string
  doel: string
  handeling: string
  status: number
  codes: Set<string>
  before: number
  after: number
}

const record: Own[] = []

/** The same numbers on each run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

async function askOne(gateway: TestGateway, number: number, random: (below: number) => number): Promise<void> {
  const code = CODES[random(CODES.length)] ?? ''
  const path = PATHS[random(PATHS.length)] ?? ''
  const afnemer = random(3) === 0 ? 'smal' : 'alles'
  const gebruiker = `gebruiker-${number}-${'x'.repeat(100)}`
  const before = Date.now()
  const answer = await gateway.ask(`/v2/${path.replace('CODE', code)}`, {
    key: `sleutel-${afnemer}`,
    headers: { 'x-gebruiker': gebruiker },
  })
  const body = await answer.text()
  const named =
    answer.status === 200 ? [...body.matchAll(/"AgbCode\w*":"(\d{8})"/gi)].map((match) => match[1] ?? '') : []
  record.push({
    gebruiker,
    afnemer,
    status: answer.status,
    before,
    after: Date.now(),
    doel: `${afnemer}@1`,
    handeling: path.endsWith('relaties')
      ? 'raadplegen-relaties'
      : `raadplegen-${path.startsWith('v') ? 'vestiging' : 'zorgverlener'}`,
    codes: new Set([code, ...named]),
  })
}

test('of each party: every consultation, from both replicas, out of several files', async (t) => {
  const pattern = join(await makeDirectory(t), 'audit-{replica}.jsonl')
  const replicas: TestGateway[] = []
  for (const REPLICA_NAME of ['een', 'twee'])
    replicas.push(await withGateway(t, { env: { AUDIT_FILE: pattern, REPLICA_NAME, AUDIT_ROTATE_MB: '1' } }))

  const random = createRandom(7)
  for (let number = 0; number < QUESTIONS; number += AT_ONCE) {
    const turn = Array.from({ length: AT_ONCE }, (_, n) =>
      askOne(replicas[random(2)] ?? assert.fail(), number + n, random),
    )
    await Promise.all(turn)
  }
  const files = await auditFiles(pattern)
  assert.ok(files.length >= 4, `rotated: ${files.length}`)
  assert.equal(record.length, QUESTIONS)

  let parties = 0
  for (const code of new Set(record.flatMap(({ codes }) => [...codes]))) {
    const own = record.filter(({ codes }) => codes.has(code))
    const refused = own.filter(({ status }) => status === 403).length
    const expected = own.filter(({ status }) => status !== 403).sort((a, b) => a.gebruiker.localeCompare(b.gebruiker))
    const body = JSON.stringify({ agbcode: code, intern: true })
    const replica = replicas[parties % 2] ?? assert.fail()
    const answer = (await (await askFg(replica, 'inzage', { body })).json()) as {
      raadplegingen: Told[]
      geweigerd: number
      bestanden: number
    }
    assert.equal(answer.geweigerd, refused)
    assert.equal(answer.bestanden, files.length)
    const told = answer.raadplegingen.toSorted((a, b) => (a.gebruiker ?? '').localeCompare(b.gebruiker ?? ''))
    assert.deepEqual(
      told.map(({ gebruiker, afnemer, doel, handeling }) => ({ gebruiker, afnemer, doel, handeling })),
      expected.map(({ gebruiker, afnemer, doel, handeling }) => ({ gebruiker, afnemer, doel, handeling })),
    )
    for (const [index, { tijdstip, uitgeleverd }] of told.entries()) {
      const { status, before, after } = expected[index] ?? assert.fail()
      const moment = Date.parse(tijdstip)
      assert.ok(moment >= before && moment <= after)
      assert.equal(uitgeleverd.length > 0, status === 200)
    }
    parties += 1
  }
  assert.ok(parties >= CODES.length)

  // The command says the same of the same files.
  const io = createFakeIo({ keys: `k1:${PSEUDONYM_KEY}` })
  const env = { AUDIT_PSEUDONYM_KEY_FILE: 'keys' }
  assert.equal(await inzage(['--agbcode', '03000001', '--json', ...files], io, env), 0)
  const { raadplegingen } = JSON.parse(io.written().out) as { raadplegingen: Told[] }
  assert.equal(
    raadplegingen.length,
    record.filter(({ codes, status }) => codes.has('03000001') && status !== 403).length,
  )
})

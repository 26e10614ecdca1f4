// Killed with SIGKILL at low and at full load, ten thousand questions long: whoever got an answer stands in the audit.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { type TestContext, test } from 'node:test'
import { Agent } from 'undici'
import { verify } from '../../src/audit/verify.ts'
import { auditVerifieer } from '../../src/cli/audit-verifieer.ts'
import { createFakeIo } from '../cli/fake-io.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'
import { gatewayFiles, PSEUDONYM_KEY, startProcess } from '../support/process-gateway.ts'
import { type TestSandbox, withSandbox } from '../support/sandbox.ts'

const CALLERS = Array.from({ length: 40 }, (_, at) => `afnemer-${at}`)
const policy = policyOf(
  { alles: doel(), smal: doel({ categorieen: ['identificatie', 'naam', 'zorgsoort'] }) },
  Object.fromEntries(CALLERS.map((id, at) => [id, afnemer(id, [at % 2 ? 'smal' : 'alles'])])),
)
/** Questions, how many at once, and after how many answers the process is killed; the last round runs to its end. */
const ROUNDS = [
  { asked: 500, atOnce: 2, killAfter: 120 },
  { asked: 2500, atOnce: 64, killAfter: 700 },
  { asked: 3000, atOnce: 128, killAfter: 1500 },
  { asked: 4000, atOnce: 128, killAfter: Infinity },
]

type Round = (typeof ROUNDS)[number] & { number: number }

/** Asks until the process is gone; gives the ids of all who got a whole answer. */
async function ask(t: TestContext, url: string, paths: string[], round: Round, kill: () => void): Promise<string[]> {
  const agent = new Agent({ connections: round.atOnce })
  t.after(() => agent.destroy())
  const answered: string[] = []
  let next = 0
  const worker = async () => {
    while (next < round.asked) {
      const at = next++
      const id = `ronde-${round.number}-vraag-${at}`
      const headers = { authorization: `Bearer sleutel-${CALLERS[at % CALLERS.length]}`, 'x-request-id': id }
      try {
        const path = paths[(at * 7 + round.number) % paths.length] ?? ''
        const { headers: got, body } = await agent.request({ origin: url, path, method: 'GET', headers })
        await body.dump()
        assert.equal(got['x-request-id'], id)
      } catch (fault) {
        if (fault instanceof assert.AssertionError) throw fault
        return
      }
      answered.push(id)
      if (answered.length === round.killAfter) kill()
    }
  }
  await Promise.all(Array.from({ length: round.atOnce }, worker))
  return answered
}

const words = (text: string) => new Set(text.toLowerCase().split(/[^\p{L}\p{N}]+/u))

/** Codes and words of names of everybody in the register, as they would stand out in a text. */
function personal({ control }: TestSandbox): string[] {
  const names = control.register.all().flatMap(({ document }) => {
    const { Achternaam, Naam, AGBCode } = document as { Achternaam?: string; Naam?: string; AGBCode: string }
    return [...words(`${AGBCode} ${Achternaam ?? ''} ${Naam ?? ''}`)].filter((word) => word.length > 7)
  })
  return [...new Set(names)]
}

test('a kill at any moment loses no line of who was answered', { timeout: 90_000 }, async (t) => {
  const sandbox = await withSandbox(t, { omvang: { zorgverlener: 300, onderneming: 50, vestiging: 80 } })
  const { env, auditFile } = gatewayFiles(t, sandbox, policy)
  const paths = sandbox.control.register.all().flatMap(({ document: { AGBCode }, type }) => {
    const root = `/v2/${{ zorgverlener: 'zorgverleners', onderneming: 'ondernemingen', vestiging: 'vestigingen' }[type]}`
    return [`${root}/${AGBCode}`, `${root}/${AGBCode}/relaties`]
  })
  const answered: string[] = []
  let said = ''
  for (const [number, round] of ROUNDS.entries()) {
    const gateway = await startProcess(t, env)
    const kill = () => gateway.signal('SIGKILL')
    const ids = await ask(t, gateway.url, paths, { ...round, number }, kill)
    assert.ok(ids.length >= Math.min(round.killAfter, round.asked), `round ${number}: ${ids.length}`)
    if (round.killAfter === Infinity) gateway.signal('SIGINT')
    const { signal, stdout, stderr } = await gateway.ended
    assert.equal(signal, round.killAfter === Infinity ? null : 'SIGKILL')
    answered.push(...ids)
    said += stdout + stderr
  }

  const audit = await readFile(auditFile, 'utf8')
  const written = new Set(Array.from(audit.matchAll(/"verzoekId":"([^"]+)"/g), ([, id]) => id))
  assert.deepEqual(
    answered.filter((id) => !written.has(id)),
    [],
  )
  const { gebrek, ketens, zonderVoorganger } = await verify([auditFile])
  assert.deepEqual(
    { gebrek, ketens, zonderVoorganger },
    { gebrek: undefined, ketens: ROUNDS.length, zonderVoorganger: 1 },
  )
  const io = createFakeIo()
  assert.equal(await auditVerifieer([auditFile], io), 0, io.written().out)

  const everything = audit + said
  const found = words(everything)
  assert.deepEqual(
    personal(sandbox).filter((word) => found.has(word)),
    [],
  )
  for (const secret of [sandbox.token, PSEUDONYM_KEY, ...CALLERS.map((id) => `sleutel-${id}`)])
    assert.ok(!everything.includes(secret), secret)
})

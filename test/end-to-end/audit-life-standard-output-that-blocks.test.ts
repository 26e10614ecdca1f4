// The audit on a standard output that nobody reads: 503 and no data, until it is read again.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { gatewayFiles, parseLines } from '../support/process-gateway.ts'
import { MAIN } from '../support/process.ts'
import { withSandbox } from '../support/sandbox.ts'

const PAD = '/v2/zorgverleners/03000001'

test('a reader that stops reading closes the gateway, and opens it when it reads on', {
  timeout: 60_000,
}, async (t) => {
  const sandbox = await withSandbox(t)
  const { AUDIT_FILE: _, ...env } = gatewayFiles(t, sandbox).env
  // Bytes are taken only when asked for, so that the pipe fills up.
  const child = spawn(process.execPath, [MAIN, 'start'], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  t.after(() => child.kill('SIGKILL'))
  const { promise, resolve } = Promise.withResolvers<{ callers: string; management: string }>()
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.includes('agb-gateway is open')) resolve(JSON.parse(line) as { callers: string; management: string })
  })
  const { callers, management } = await promise
  const ask = async () => {
    const headers = { authorization: 'Bearer sleutel-alles', 'x-gebruiker': 'g'.repeat(128) }
    const answer = await fetch(`${callers}${PAD}`, { headers })
    return { status: answer.status, id: answer.headers.get('x-request-id'), text: await answer.text() }
  }
  const answered: Array<string | null> = []
  let blocked: Awaited<ReturnType<typeof ask>> | undefined
  while (!blocked) {
    const { length } = answered
    for (const answer of await Promise.all(Array.from({ length: 50 }, ask)))
      if (answer.status === 200) answered.push(answer.id)
      else blocked = answer
    assert.ok(length < 10_000, 'the pipe never fills')
  }
  assert.equal(blocked.status, 503)
  assert.match(blocked.text, /audit-niet-beschikbaar/)
  const ready = async () => (await fetch(`${management}/readyz`)).status
  assert.equal(await ready(), 503)

  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  while ((await ready()) !== 200);
  const after = await ask()
  assert.equal(after.status, 200)
  child.kill('SIGINT')
  await once(child, 'close')
  const written = new Set(parseLines(said).map(({ verzoekId }) => verzoekId))
  assert.deepEqual(
    [...answered, after.id].filter((id) => !written.has(id)),
    [],
  )
})

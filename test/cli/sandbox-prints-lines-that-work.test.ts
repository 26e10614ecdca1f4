// `npm run sandbox` as a newcomer meets it: every line that it prints can be pasted, and each caller sees something else.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import { runMain, runProcess } from '../support/process.ts'

const run = promisify(execFile)

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'agb-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Runs a printed line as a shell does; without curl on this machine the same question goes by fetch. */
async function paste(line: string): Promise<{ status: number; body: unknown }> {
  try {
    const { stdout } = await run('sh', ['-c', `${line} -w '\\n%{http_code}'`])
    const at = stdout.lastIndexOf('\n')
    return { status: Number(stdout.slice(at + 1)), body: JSON.parse(stdout.slice(0, at)) }
  } catch (fault) {
    // 127: the shell found no curl.
    if ((fault as { code?: unknown }).code !== 127) throw fault
    const headers = Array.from(
      line.matchAll(/-H '([^:]+): ([^']*)'/g),
      ([, name = '', value = '']): [string, string] => [name, value],
    )
    const answer = await fetch(/\S+$/.exec(line)?.[0] ?? '', { headers })
    return { status: answer.status, body: await answer.json() }
  }
}

test('every printed line is answered with 200, each with other properties', async (t) => {
  const folder = folderOf(t)
  const env = { PORT: '0', MANAGEMENT_PORT: '0', SANDBOX_PORT: '0', TMPDIR: folder, HOME: folder }
  const sandbox = runProcess(t, 'npm', ['run', 'sandbox'], { env, detached: true })
  await sandbox.said(/Ctrl-C stops all of it/)
  const printed = sandbox.stdout()
  const lines = printed.match(/^ *curl .*$/gm) ?? []
  assert.ok(lines.length >= 4, printed)
  const shapes = new Set<string>()
  for (const line of lines) {
    const { status, body } = await paste(line.trim())
    assert.equal(status, 200, line)
    shapes.add(Object.keys(body as object).join())
  }
  assert.equal(shapes.size, lines.length)

  const address = (name: string) => new RegExp(`^ *${name} +(\\S+)`, 'm').exec(printed)?.[1] ?? ''
  for (const name of ['docs', 'management', 'its control']) assert.equal((await fetch(address(name))).status, 200, name)
  // The lines of the callers above, one each; the connectivity of Vektis stays closed to who has no certificate.
  await assert.rejects(fetch(address('Vektis')))
})

test('a port that is taken is one clear line, exit 1, and nothing left behind', async (t) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const taken = String((server.address() as { port: number }).port)
  for (const name of ['PORT', 'MANAGEMENT_PORT', 'SANDBOX_PORT']) {
    const env = { PORT: '0', MANAGEMENT_PORT: '0', SANDBOX_PORT: '0', [name]: taken, TMPDIR: folderOf(t) }
    const { code, stdout, stderr } = await runMain(t, ['sandbox'], env).ended
    assert.equal(code, 1, name)
    assert.equal(stdout, '')
    assert.match(stderr, new RegExp(`address already in use 127\\.0\\.0\\.1:${taken}$`, 'm'))
    assert.doesNotMatch(stderr, /\n {4}at /)
  }
})

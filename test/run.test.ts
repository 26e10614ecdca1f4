import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, it } from 'node:test'

const run = (args: string[], env: NodeJS.ProcessEnv) =>
  spawnSync(process.execPath, ['test/run.ts', ...args], { env, encoding: 'utf8' })

// A runner started inside a test would report to that test.
const { NODE_TEST_CONTEXT: _, ...outside } = process.env

describe('npm test', () => {
  it('without redis-server and without a way to get it says what to install, and fails', () => {
    const { status, stdout, stderr } = run([], { ...outside, PATH: '/nowhere' })
    assert.equal(status, 1)
    assert.equal(stdout, '')
    assert.match(stderr, /^The tests need redis-server .*apt-get install redis-server\n$/)
  })

  it('runs the files that are named and ends with their summary', () => {
    const { status, stdout } = run(['test/lib/keys-are-read-by-line.test.ts'], outside)
    assert.equal(status, 0)
    assert.match(stdout, /pass 9\n(?:.*\n)*ℹ duration_ms [\d.]+\n$/)
  })

  it('fails when a file it is to run is not there', () => {
    assert.notEqual(run(['test/there-is-no-such.test.ts'], outside).status, 0)
  })
})

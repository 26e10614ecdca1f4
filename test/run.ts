// `npm test`: a redis-server first, then every test, or those named behind `--`. Flags go to `node --test`.

import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

const answers = (command: string) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0

function aptGet(...words: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', ['-qq', ...words], { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
}

/** Takes redis-server from PATH, else installs it where that is possible. */
function ensureRedis(): boolean {
  if (answers('redis-server')) return true
  if (process.getuid?.() !== 0 || !answers('apt-get')) return false
  console.log('redis-server is not on PATH: installing it with apt-get')
  return (
    aptGet('update') && aptGet('install', '-y', '--no-install-recommends', 'redis-server') && answers('redis-server')
  )
}

/** All tests together, in ms: a run that hangs fails while somebody still waits for it. */
const LONGEST_RUN = 45 * 60_000

/**
 * Two at a time at least, for most wait on other processes. A test that hangs fails, and not after half an hour. Each file
 * ends by itself: forced to (`--test-force-exit`) it loses the end of its report now and then, and tests go uncounted.
 */
function runTests(given: readonly string[]): number {
  const flags = given.filter((word) => word.startsWith('-'))
  const files = given.filter((word) => !word.startsWith('-'))
  const concurrency = `--test-concurrency=${Math.max(2, availableParallelism())}`
  const defaults = ['--test', '--test-reporter=spec', '--test-timeout=120000', concurrency]
  const command = [...defaults, ...flags, ...(files.length > 0 ? files : ['test/**/*.test.ts'])]
  return spawnSync(process.execPath, command, { stdio: 'inherit', timeout: LONGEST_RUN }).status ?? 1
}

if (ensureRedis()) {
  process.exitCode = runTests(process.argv.slice(2))
} else {
  console.error(
    'The tests need redis-server 7 or later on PATH; on Debian or Ubuntu: sudo apt-get install redis-server',
  )
  process.exitCode = 1
}

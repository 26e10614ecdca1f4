// `npm run bench`: every benchmark of the table, one after the other, or those named behind `--`.

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** Name → what it measures. Each is a file beside this one that prints one table. */
const benches: Record<string, string> = {
  audit: 'lines a second that the audit makes durable',
  kill: 'answers without a line after a thousand SIGKILLs; five minutes',
  budget: 'the shared budget while things fail, beside a clustered bottleneck; a quarter of an hour',
  'budget-callers': 'what callers notice of the shared budget; ten minutes',
  fresh:
    'how true and how quick what is held is in a hospital’s week, beside caches that know terms alone; a quarter of an hour',
  mutaties: 'how soon the fleet follows what changes, and memory under a million questions; half an hour',
  enumeratie: 'who is stopped for walking through numbers, and who is not',
}

const named = process.argv.slice(2)
const unknown = named.filter((name) => !Object.hasOwn(benches, name))
if (unknown.length > 0) {
  console.error(`No benchmark ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}`)
  process.exitCode = 2
} else {
  for (const name of named.length > 0 ? named : Object.keys(benches)) {
    console.log(`\n${name}: ${benches[name]}`)
    const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], { stdio: 'inherit' })
    if (status !== 0) process.exitCode = 1
  }
}

#!/usr/bin/env node
// The command: hands its words to src/main.ts, on the Node that this project pins where the host's is older.

import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const OLDEST = 26

/** The Node of the npm package `node`, when it is installed beside us. */
function pinnedNode() {
  try {
    return createRequire(import.meta.url).resolve('node/bin/node')
  } catch {
    return undefined
  }
}

if (Number(process.versions.node.split('.')[0]) >= OLDEST) {
  await import(main)
} else {
  const node = pinnedNode()
  if (!node) {
    process.stderr.write(
      `agb-gateway needs Node ${OLDEST}; this is ${process.version}. Run npm ci in its folder first.\n`,
    )
    process.exit(1)
  }
  // In a group of its own: Ctrl-C goes to a whole group, and a second signal would make it leave without cleaning up.
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit', detached: true })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

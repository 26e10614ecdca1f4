// Garbage collection when a test says so, without a flag on the command line.

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
/** All that nobody holds goes; who was looked at through a WeakRef in this turn of the loop is held until it ends. */
export const collect = runInNewContext('gc') as () => void

/** The heap in use after it, in bytes. */
export function heapUsed(): number {
  collect()
  collect()
  return process.memoryUsage().heapUsed
}

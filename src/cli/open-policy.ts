// Opens the policy file that a command was given: the policy, or its faults on standard output and an exit code.

import { type Fault, writeFault } from '../policy/fault.ts'
import type { Policy } from '../doelbinding/policy.ts'
import { readPolicy } from '../policy/read-policy.ts'
import { exit, type Io } from './io.ts'

/** `1 fout`, `2 fouten`. */
export const count = (aantal: number, enkel: string, meer: string): string => `${aantal} ${aantal === 1 ? enkel : meer}`

async function readBytes(path: string, io: Io): Promise<Uint8Array | undefined> {
  try {
    return await io.readFile(path)
  } catch (error) {
    const code = (error as { code?: unknown }).code
    io.err(`Kan ${path} niet lezen (${typeof code === 'string' ? code : 'onbekende fout'}).`)
    return undefined
  }
}

/** Reads and checks; the exit code is `unusable` when there is no such file, `faulty` when the policy does not hold. */
export async function openPolicy(path: string, io: Io): Promise<{ policy: Policy; waarschuwingen: Fault[] } | number> {
  const bytes = await readBytes(path, io)
  if (!bytes) return exit.unusable
  const lezing = readPolicy(bytes, path, io.now())
  if (!('faults' in lezing)) return lezing
  for (const fault of lezing.faults) io.out(writeFault(fault))
  io.out(`${path}: ${count(lezing.faults.length, 'fout', 'fouten')}; deze policy wordt geweigerd.`)
  return exit.faulty
}

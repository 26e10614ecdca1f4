// The pseudonym keys that a command is pointed to by its environment.

import { readPseudonymKeys } from '../audit/pseudonym.ts'
import type { Io } from './io.ts'

/** Gives all pseudonyms of a code, or nothing after what is wrong went to standard error. */
export async function readPseudonyms(
  env: Record<string, string | undefined>,
  io: Io,
): Promise<((agbcode: string) => string[]) | undefined> {
  const keyFile = env['AUDIT_PSEUDONYM_KEY_FILE']
  if (!keyFile) {
    io.err('AUDIT_PSEUDONYM_KEY_FILE ontbreekt; zonder die sleutels zijn de pseudoniemen niet te herkennen')
    return undefined
  }
  try {
    return readPseudonymKeys(Buffer.from(await io.readFile(keyFile)).toString()).all
  } catch (fault) {
    io.err(`AUDIT_PSEUDONYM_KEY_FILE: ${(fault as Error).message}`)
    return undefined
  }
}

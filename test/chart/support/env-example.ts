// What .env.example says: the settings that it sets, and those that it shows commented out.

import { readFile } from 'node:fs/promises'
import { repository } from './helm.ts'

export interface EnvExample {
  /** Name → value of the lines in force. */
  set: Record<string, string>
  /** Name → value of the lines that are commented out. */
  shown: Record<string, string>
}

/** Reads .env.example; fails on a line that is neither a setting, a comment nor empty, and on a name that stands twice. */
export async function readEnvExample(): Promise<EnvExample> {
  const example: EnvExample = { set: {}, shown: {} }
  const lines = (await readFile(`${repository}.env.example`, 'utf8')).split('\n')
  for (const line of lines.filter((text) => text !== '' && !/^#( |$)/.test(text))) {
    const { off, name, value } = /^(?<off>#?)(?<name>[A-Z_]+)=(?<value>\S.*)$/.exec(line)?.groups ?? {}
    if (name === undefined || value === undefined) throw new Error(`.env.example: not a setting: ${line}`)
    if (name in example.set || name in example.shown) throw new Error(`.env.example: ${name} stands twice`)
    example[off ? 'shown' : 'set'][name] = value
  }
  return example
}

// The word `settings`: prints the table of all settings, made from the schema. docs/settings.md must equal it.

import { type Setting, settings } from '../config/schema.ts'
import { exit, type Io } from './io.ts'

const HEAD = `# Settings

All settings are environment variables. [\`.env.example\`](../.env.example) has them by subject, ready to copy. A name that
ends in \`_FILE\` is a path. Every fault is reported at once, by name, before anything listens.

Made by \`npm run settings\`; do not edit.

| name | default | must | is |
|---|---|---|---|`

/** No setting takes it, but one that takes any text: what the setting says it must be is in the refusal. */
const UNTAKEN = '\u0000'

export function settingsTable(): string {
  const rows = Object.entries<Setting<unknown>>(settings).map(([name, { says, read, default: value, required }]) => {
    const refusal = read(UNTAKEN)
    const must = 'must' in refusal ? refusal.must : ''
    const cells = [`\`${name}\``, value === undefined ? (required ? 'required' : '–') : `\`${value}\``, must, says]
    return `| ${cells.join(' | ')} |`
  })
  return [HEAD, ...rows].join('\n')
}

export async function printSettings(io: Io): Promise<number> {
  io.out(settingsTable())
  return exit.ok
}

// `agb-gateway vektis-bijlage POLICY`: the annex that goes with an application for a subscription at Vektis.

import { createVektisBijlage } from '../fg/vektis-bijlage.ts'
import { vektisBijlageAsMarkdown } from '../fg/vektis-bijlage-markdown.ts'
import { readArguments } from './arguments.ts'
import { exit, type Io } from './io.ts'
import { openPolicy } from './open-policy.ts'

/** Markdown to send along, or with `--json` the same facts. */
export async function vektisBijlage(args: string[], io: Io): Promise<number> {
  const usage = 'agb-gateway vektis-bijlage POLICY [--json]'
  const words = readArguments(args, { usage, positionals: 1, flags: ['json'] }, io)
  if (typeof words === 'number') return words
  const [path = ''] = words.positionals
  const opened = await openPolicy(path, io)
  if (typeof opened === 'number') return opened
  const bijlage = createVektisBijlage(opened.policy, io.now())
  io.out(words.flags.has('json') ? JSON.stringify(bijlage, null, 2) : vektisBijlageAsMarkdown(bijlage))
  return exit.ok
}

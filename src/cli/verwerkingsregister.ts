// `agb-gateway verwerkingsregister POLICY`: the register of processing activities (AVG article 30) out of the policy.

import { createRegister } from '../doelbinding/register.ts'
import { registerAsMarkdown } from '../fg/register-markdown.ts'
import { readArguments } from './arguments.ts'
import { exit, type Io } from './io.ts'
import { openPolicy } from './open-policy.ts'

/** Markdown for people, or with `--json` the same facts for another register. */
export async function verwerkingsregister(args: string[], io: Io): Promise<number> {
  const usage = 'agb-gateway verwerkingsregister POLICY [--json]'
  const words = readArguments(args, { usage, positionals: 1, flags: ['json'] }, io)
  if (typeof words === 'number') return words
  const [path = ''] = words.positionals
  const opened = await openPolicy(path, io)
  if (typeof opened === 'number') return opened
  const register = createRegister(opened.policy, io.now())
  io.out(words.flags.has('json') ? JSON.stringify(register, null, 2) : registerAsMarkdown(register))
  return exit.ok
}

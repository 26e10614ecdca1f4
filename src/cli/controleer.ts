// `agb-gateway controleer POLICY`: every fault of a policy file with its place, or a summary.

import { writeFault } from '../policy/fault.ts'
import type { Policy } from '../doelbinding/policy.ts'
import { readArguments } from './arguments.ts'
import { exit, type Io } from './io.ts'
import { count, openPolicy } from './open-policy.ts'

function summarise({ doelen, afnemers, perSleutel, perCertificaat, hash }: Policy): string[] {
  const tokens = [...afnemers.values()].flatMap((afnemer) => afnemer.tokens ?? []).length
  const toegang = [
    count(perSleutel.size, 'sleutel', 'sleutels'),
    count(perCertificaat.size, 'certificaat', 'certificaten'),
    count(tokens, 'token', 'tokens'),
  ]
  return [
    `${count(doelen.size, 'doel', 'doelen')}: ${[...doelen.values()].map(({ naamVersie }) => naamVersie).join(', ')}`,
    `${count(afnemers.size, 'afnemer', 'afnemers')}: ${[...afnemers.keys()].join(', ')}`,
    `toegang met ${toegang.join(', ')}`,
    `hash ${hash}`,
  ]
}

/** Exit code 0 also with warnings: they are for people, the gateway takes the policy. */
export async function controleer(args: string[], io: Io): Promise<number> {
  const words = readArguments(args, { usage: 'agb-gateway controleer POLICY', positionals: 1 }, io)
  if (typeof words === 'number') return words
  const [path = ''] = words.positionals
  const opened = await openPolicy(path, io)
  if (typeof opened === 'number') return opened
  const { policy, waarschuwingen } = opened
  for (const waarschuwing of waarschuwingen) io.out(`waarschuwing: ${writeFault(waarschuwing)}`)
  io.out(`${path}: geen fouten, ${count(waarschuwingen.length, 'waarschuwing', 'waarschuwingen')}.`)
  for (const line of summarise(policy)) io.out(`  ${line}`)
  return exit.ok
}

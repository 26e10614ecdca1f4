// The process: one word, its arguments, an exit code. The only file that reads environment and arguments.

import { readFile } from 'node:fs/promises'
import { exit, type Io } from './cli/io.ts'

const USAGE = `agb-gateway <word>

  start                              the gateway, configured by its environment (.env.example)
  sandbox                            a built-in Vektis and the gateway in front of it, to try
  openapi                            prints the document that openapi/agb-gateway.yaml holds
  settings                           prints the table that docs/settings.md holds
  mutaties [bevestig K]              how far the feed is followed; lets erasures that wait go on
  vul [stand | stop]                 first fill: fetches what doelen are granted in bulk
  sleutel                            a new caller key, and its line for the policy
  controleer POLICY                  checks a policy file
  verwerkingsregister POLICY         the register of processing (AVG art. 30)
  vektis-bijlage POLICY              the annex that Vektis asks for with a subscription
  inzage --agbcode C FILE…           who consulted C, from audit files
  gebruik --policy POLICY FILE…      granted against used, per doel
  weigeringen FILE…                  what was refused
  bulkgebruik FILE…                  who asked for many parties in a day
  datalek FILE…                      whose data went to whom, for a breach
  audit-verifieer FILE…              proves the audit chain whole`

const io: Io = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
  readFile: (path) => readFile(path),
  now: () => Date.now(),
}

type Word = (args: string[]) => Promise<number | undefined>

/** Each word loads only what it needs. */
const words: Record<string, Word> = {
  start: async () => (await import('./cli/start.ts')).start(process.env, io),
  sandbox: async () => (await import('./cli/sandbox.ts')).sandbox(process.env, io),
  openapi: async () => (await import('./cli/openapi.ts')).openapi(io),
  settings: async () => (await import('./cli/settings.ts')).printSettings(io),
  mutaties: async (args) => (await import('./cli/mutaties.ts')).mutaties(args, io),
  vul: async (args) => (await import('./cli/vul.ts')).vul(args, io, (await import('./cli/terminal.ts')).openTerminal()),
  sleutel: async (args) => (await import('./cli/sleutel.ts')).sleutel(args, io),
  controleer: async (args) => (await import('./cli/controleer.ts')).controleer(args, io),
  verwerkingsregister: async (args) => (await import('./cli/verwerkingsregister.ts')).verwerkingsregister(args, io),
  'vektis-bijlage': async (args) => (await import('./cli/vektis-bijlage.ts')).vektisBijlage(args, io),
  inzage: async (args) => (await import('./cli/inzage.ts')).inzage(args, io, process.env),
  gebruik: async (args) => (await import('./cli/gebruik.ts')).gebruik(args, io),
  weigeringen: async (args) => (await import('./cli/weigeringen.ts')).weigeringen(args, io),
  bulkgebruik: async (args) => (await import('./cli/bulkgebruik.ts')).bulkgebruik(args, io),
  datalek: async (args) => (await import('./cli/datalek.ts')).datalek(args, io, process.env),
  'audit-verifieer': async (args) => (await import('./cli/audit-verifieer.ts')).auditVerifieer(args, io),
}

const [word = '', ...args] = process.argv.slice(2)
const run = Object.hasOwn(words, word) ? words[word] : undefined
if (!run) {
  io.err(USAGE)
  process.exitCode = word === '--help' || word === 'help' ? exit.ok : exit.unusable
} else {
  // Whoever reads our output may stop early (`| head`): no crash, but no verdict either. The gateway's own output is the
  // audit, whose sink judges for itself.
  if (word !== 'start') process.stdout.on('error', () => process.exit(exit.unusable))
  const code = await run(args)
  if (code !== undefined) process.exitCode = code
}

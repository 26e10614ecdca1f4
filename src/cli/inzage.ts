// `agb-gateway inzage --agbcode C FILE…`: who consulted a party, from audit files, for an answer under AVG art. 15.

import { parseArgs } from 'node:util'
import { findRaadplegingen, type Inzage, type Periode, type Raadpleging } from '../audit/inzage.ts'
import { readPseudonymKeys } from '../audit/pseudonym.ts'
import { inAmsterdam, leesDag, schrijfDag } from '../domain/datum.ts'
import { parameters } from '../domain/parameters.ts'
import { exit, type Io } from './io.ts'

const GEBRUIK = `Gebruik: agb-gateway inzage --agbcode CODE [--van DAG] [--tot DAG] [--intern] [--json] BESTAND…
  DAG is jjjj-mm-dd in Nederlandse tijd; de dag van --tot telt mee. --intern toont ook afnemer en gebruiker.
  AUDIT_PSEUDONYM_KEY_FILE wijst de sleutels van de pseudoniemen aan.`

interface Vraag {
  agbcode: string
  periode: Periode
  intern: boolean
  json: boolean
  files: string[]
}

/**
 * The subject has a right to moments and purposes, not to the names of employees (CJEU C-579/21): those come with
 * `--intern` alone. Exit code 0 when all was looked at. The code asked for is repeated nowhere.
 */
export async function inzage(args: string[], io: Io, env: Record<string, string | undefined>): Promise<number> {
  const vraag = readArgs(args)
  if (typeof vraag === 'string') {
    io.err(vraag)
    io.err(GEBRUIK)
    return exit.unusable
  }
  const keyFile = env['AUDIT_PSEUDONYM_KEY_FILE']
  if (!keyFile) {
    io.err('AUDIT_PSEUDONYM_KEY_FILE ontbreekt; zonder die sleutels zijn de pseudoniemen niet te herkennen')
    return exit.unusable
  }
  try {
    const { all } = readPseudonymKeys(Buffer.from(await io.readFile(keyFile)).toString())
    const found = await findRaadplegingen(vraag.files, all(vraag.agbcode), vraag.periode)
    report(found, vraag, io)
    return found.onleesbaar.length === 0 ? exit.ok : exit.faulty
  } catch (fault) {
    io.err(`niet te lezen: ${(fault as Error).message}`)
    return exit.unusable
  }
}

function readArgs(args: string[]): Vraag | string {
  const read = parse(args)
  if (!read) return 'onbekende of onvolledige optie'
  const { agbcode, van, tot, intern, json, files } = read
  if (agbcode === undefined || !parameters.agbcode.lees(agbcode)) return `--agbcode: ${parameters.agbcode.eis}`
  if (files.length === 0) return 'geen bestanden'
  for (const dag of [van, tot])
    if (dag !== undefined && !leesDag(dag)) return '--van en --tot: een bestaande dag als jjjj-mm-dd'
  return { agbcode, periode: { van: asDag(van), tot: asDag(tot) }, intern, json, files }
}

function parse(args: string[]) {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        agbcode: { type: 'string' },
        van: { type: 'string' },
        tot: { type: 'string' },
        intern: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
    return { ...values, files: positionals }
  } catch {
    return undefined
  }
}

function asDag(tekst: string | undefined): string | undefined {
  const dag = tekst === undefined ? undefined : leesDag(tekst)
  return dag && schrijfDag(dag, 'yyyy-MM-dd')
}

function report({ raadplegingen, geweigerd, onleesbaar }: Inzage, { intern, json }: Vraag, io: Io): void {
  const shown = raadplegingen.map((raadpleging) => select(raadpleging, intern))
  if (json) io.out(JSON.stringify(shown, null, 2))
  else {
    for (const line of table(shown.map(asRow))) io.out(line)
    io.out(`raadplegingen: ${raadplegingen.length}; geweigerde vragen, waarop niets is verstrekt: ${geweigerd}`)
  }
  for (const plaats of onleesbaar)
    io.err(`${plaats}: gewijzigd en niet meegeteld, dus dit kan onvolledig zijn; zie audit-verifieer`)
}

const select = ({ tijdstip, doel, grondslag, uitgeleverd, afnemer, gebruiker }: Raadpleging, intern: boolean) => ({
  tijdstip,
  doel,
  grondslag,
  ...(intern && { afnemer, gebruiker }),
  uitgeleverd,
})

/** For people: the time as it was in the Netherlands, the categories as a list. */
const asRow = ({ tijdstip, uitgeleverd, ...other }: ReturnType<typeof select>): Record<string, string | null> => ({
  tijdstip: schrijfDag(inAmsterdam(Date.parse(tijdstip)), 'yyyy-MM-dd HH:mm:ss'),
  ...other,
  uitgeleverd: uitgeleverd.join(', ') || 'niets',
})

/** Columns as wide as their widest cell; the last one runs free. */
function table(rows: ReadonlyArray<Record<string, string | null>>): string[] {
  const [first] = rows
  if (!first) return []
  const names = Object.keys(first)
  const cells = [names, ...rows.map((row) => names.map((name) => row[name] ?? '-'))]
  const widths = names.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

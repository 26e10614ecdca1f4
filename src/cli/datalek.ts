// `agb-gateway datalek FILE…`: for a breach, whose data went to whom between two moments.

import { categorieen, isCategorie } from '../domain/categorie.ts'
import { parameters } from '../domain/parameters.ts'
import { type Datalek, datalek as vraagDatalek, type Verstrekking } from '../fg/datalek.ts'
import { document, getal, tabel, tijd } from '../fg/markdown.ts'
import type { Kader } from '../fg/overzicht.ts'
import { HOOGSTENS, readWoorden, verslag, vertel } from './fg-vraag.ts'
import { exit, type Io } from './io.ts'
import { readPseudonyms } from './pseudonyms.ts'

const GEBRUIK = `agb-gateway datalek [--afnemer A] [--codes CODEBESTAND] [--van V] [--tot T] [--json] BESTAND…
  --afnemer: alleen wat deze afnemer kreeg. --codes: een AGB-code per regel, om bij de pseudoniemen te zetten;
  AUDIT_PSEUDONYM_KEY_FILE wijst dan de sleutels aan.`

/** Pseudonym → AGB-code, of the codes that whoever must notify has at hand. */
type Codes = ReadonlyMap<string, string>

export async function datalek(args: string[], io: Io, env: Record<string, string | undefined>): Promise<number> {
  const opties = { afnemer: { type: 'string' }, codes: { type: 'string' } } as const
  const woorden = readWoorden(args, { gebruik: GEBRUIK, opties }, io)
  if (typeof woorden === 'number') return woorden
  const { afnemer, codes: path } = woorden.eigen
  const codes = typeof path === 'string' ? await readCodes(path, io, env) : new Map<string, string>()
  if (!codes) return exit.unusable
  const vraag = { afnemer: typeof afnemer === 'string' ? afnemer : undefined, hoogstens: HOOGSTENS }
  return vertel(
    woorden,
    async (regels) => withCodes(await vraagDatalek(regels, vraag), codes),
    (antwoord) => asMarkdown(antwoord, codes.size > 0),
    io,
  )
}

async function readCodes(path: string, io: Io, env: Record<string, string | undefined>): Promise<Codes | undefined> {
  const all = await readPseudonyms(env, io)
  if (!all) return undefined
  try {
    const lines = Buffer.from(await io.readFile(path))
      .toString()
      .split(/\r?\n/)
      .filter(Boolean)
    const wrong = lines.findIndex((line) => !parameters.agbcode.lees(line))
    if (wrong === -1)
      return new Map(lines.flatMap((code) => all(code).map((pseudoniem) => [pseudoniem, code] as const)))
    io.err(`--codes: regel ${wrong + 1}: ${parameters.agbcode.eis}`)
  } catch (fault) {
    io.err(`--codes: ${(fault as Error).message}`)
  }
  return undefined
}

type MetCodes = Omit<Datalek, 'verstrekkingen'> & { verstrekkingen: Array<Verstrekking & { agbcode?: string }> }

const withCodes = (antwoord: Datalek, codes: Codes): MetCodes => ({
  ...antwoord,
  verstrekkingen: antwoord.verstrekkingen.map((een) => {
    const agbcode = codes.get(een.betrokkene)
    return agbcode === undefined ? een : Object.assign(een, { agbcode })
  }),
})

const gevoeligheden = ['geen', 'laag', 'midden', 'hoog'] as const
const gevoeligheid = (naam: string): string => (isCategorie(naam) ? gevoeligheden[categorieen[naam].gevoeligheid] : '-')
const label = (naam: string): string => (isCategorie(naam) ? categorieen[naam].label : naam)

function asMarkdown(antwoord: Kader & MetCodes, metCodes: boolean): string {
  const { antwoorden, betrokkenen, perCategorie, perAfnemer, verstrekkingen } = antwoord
  if (antwoorden === 0) return verslag('Verstrekte persoonsgegevens', antwoord, 'In deze periode is niets verstrekt.')
  const rij = (een: MetCodes['verstrekkingen'][number]): string[] => [
    ...(metCodes ? [een.agbcode ?? 'niet in de lijst'] : []),
    een.betrokkene,
    een.afnemer,
    een.categorieen.join(', '),
    getal(een.antwoorden),
    tijd(een.eerste),
    tijd(een.laatste),
  ]
  return verslag(
    'Verstrekte persoonsgegevens',
    antwoord,
    `Antwoorden met persoonsgegevens: ${getal(antwoorden)}; verschillende betrokkenen: ${getal(betrokkenen)}.`,
    document([
      '## Per categorie',
      tabel(
        ['Categorie', 'Gevoeligheid', 'Betrokkenen (hoogstens)'],
        perCategorie.map((een) => [label(een.categorie), gevoeligheid(een.categorie), getal(een.betrokkenen)]),
      ),
      'Een antwoord over meer partijen telt zijn categorieën bij elk van hen.',
    ]),
    document([
      '## Per afnemer',
      tabel(
        ['Afnemer', 'Betrokkenen'],
        perAfnemer.map((een) => [een.afnemer, getal(een.betrokkenen)]),
      ),
    ]),
    document([
      '## Per betrokkene',
      tabel(
        [...(metCodes ? ['AGB-code'] : []), 'Pseudoniem', 'Afnemer', 'Categorieën', 'Antwoorden', 'Eerste', 'Laatste'],
        verstrekkingen.map(rij),
      ),
    ]),
  )
}

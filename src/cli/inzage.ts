// `agb-gateway inzage --agbcode C FILE…`: who consulted a party, from audit files, for an answer under AVG art. 15.

import { parameters } from '../domain/parameters.ts'
import { type Inzage, inzage as vraagInzage, type Raadpleging } from '../fg/inzage.ts'
import { getal, plain, tabel, tijd } from '../fg/markdown.ts'
import type { Kader } from '../fg/overzicht.ts'
import { HOOGSTENS, readWoorden, verslag, vertel } from './fg-vraag.ts'
import { exit, type Io } from './io.ts'
import { readPseudonyms } from './pseudonyms.ts'

const GEBRUIK = `agb-gateway inzage --agbcode CODE [--van V] [--tot T] [--intern] [--json] BESTAND…
  --intern toont ook afnemer en gebruiker. AUDIT_PSEUDONYM_KEY_FILE wijst de sleutels van de pseudoniemen aan.`

/**
 * The subject has a right to moments and purposes, not to the names of employees (CJEU C-579/21): those come with
 * `--intern` alone. The code asked for is repeated nowhere.
 */
export async function inzage(args: string[], io: Io, env: Record<string, string | undefined>): Promise<number> {
  const opties = { agbcode: { type: 'string' }, intern: { type: 'boolean' } } as const
  const woorden = readWoorden(args, { gebruik: GEBRUIK, opties }, io)
  if (typeof woorden === 'number') return woorden
  const { agbcode, intern = false } = woorden.eigen
  if (typeof agbcode !== 'string' || !parameters.agbcode.lees(agbcode)) {
    io.err(`--agbcode: ${parameters.agbcode.eis}`)
    io.err(`Gebruik: ${GEBRUIK}`)
    return exit.unusable
  }
  const all = await readPseudonyms(env, io)
  if (!all) return exit.unusable
  const vraag = { pseudoniemen: all(agbcode), intern: intern === true, hoogstens: HOOGSTENS }
  return vertel(woorden, (regels) => vraagInzage(regels, vraag), asMarkdown, io)
}

const asMarkdown = (antwoord: Kader & Inzage): string => {
  const { raadplegingen, geweigerd, vragenVanFg } = antwoord
  return verslag(
    'Inzage: raadplegingen van een partij',
    antwoord,
    raadplegingen.length === 0 ? 'Deze partij is in deze periode niet geraadpleegd.' : asTabel(raadplegingen),
    [
      `Raadplegingen: ${getal(raadplegingen.length)}.`,
      `Geweigerde vragen, waarop niets is verstrekt: ${getal(geweigerd)}.`,
      `Vragen van de FG over deze partij: ${getal(vragenVanFg)}.`,
    ].join(' '),
  )
}

/** The columns of the level that was asked for. */
function asTabel(raadplegingen: readonly Raadpleging[]): string {
  const intern = raadplegingen.some(({ afnemer }) => afnemer !== undefined)
  return tabel(
    ['Tijdstip', 'Doel', 'Grondslag', 'Vraag', ...(intern ? ['Afnemer', 'Gebruiker'] : []), 'Verstrekt'],
    raadplegingen.map(({ tijdstip, doel, grondslag, handeling, afnemer, gebruiker, uitgeleverd }) => [
      tijd(tijdstip),
      doel ?? '-',
      grondslag ?? '-',
      handeling,
      ...(intern ? [afnemer ?? '-', plain(gebruiker ?? '-')] : []),
      uitgeleverd.join(', ') || 'niets',
    ]),
  )
}

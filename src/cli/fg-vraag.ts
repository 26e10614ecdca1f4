// What the words of the FG share: which period, which files, and how the answer is told.

import { parseArgs } from 'node:util'
import { document, getal, tijd } from '../fg/markdown.ts'
import { type Kader, maakOverzicht } from '../fg/overzicht.ts'
import { GRENS_EIS, leesGrens, onbegrensd, type Periode } from '../fg/periode.ts'
import type { Auditregel } from '../audit/regel.ts'
import { systemClock } from '../lib/clock.ts'
import { exit, type Io } from './io.ts'

/** A process of its own may remember far more than one that serves callers. */
export const HOOGSTENS = 5_000_000

export const PERIODE_GEBRUIK = `  --van en --tot: ${GRENS_EIS}.
  Een dag is er een in Nederland en telt mee, ook die van --tot. --json geeft hetzelfde voor machines.`

interface Optie {
  type: 'string' | 'boolean'
}

export interface Woorden {
  periode: Periode
  json: boolean
  files: readonly string[]
  /** Values of the word's own options. */
  eigen: Readonly<Record<string, string | boolean | undefined>>
}

/** The words, or the exit code after what is wrong and the usage went to standard error. */
export function readWoorden(
  args: readonly string[],
  { gebruik, opties = {} }: { gebruik: string; opties?: Record<string, Optie> },
  io: Io,
): Woorden | number {
  const read = parse(args, opties)
  if (typeof read !== 'string') return read
  io.err(read)
  io.err(`Gebruik: ${gebruik}\n${PERIODE_GEBRUIK}`)
  return exit.unusable
}

function parse(args: readonly string[], opties: Record<string, Optie>): Woorden | string {
  const shared = { van: { type: 'string' }, tot: { type: 'string' }, json: { type: 'boolean' } } as const
  try {
    const { positionals: files, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...opties, ...shared },
    })
    const { van, tot, json = false, ...eigen } = values
    const periode = readPeriode(van, tot)
    if (!periode) return `--van en --tot: ${GRENS_EIS}`
    if (files.length === 0) return 'geen bestanden'
    return { periode, json, files, eigen }
  } catch {
    return 'onbekende of onvolledige optie'
  }
}

function readPeriode(van: string | undefined, tot: string | undefined): Periode | undefined {
  const begin = van === undefined ? onbegrensd.van : leesGrens(van, 'van')
  const einde = tot === undefined ? onbegrensd.tot : leesGrens(tot, 'tot')
  return begin === undefined || einde === undefined ? undefined : { van: begin, tot: einde }
}

/**
 * Puts the question and tells the answer. Exit code 1: a line was changed and left out, so the answer may be incomplete;
 * 2: a file could not be read.
 */
export async function vertel<T extends object>(
  { periode, json, files }: Woorden,
  vraag: (regels: AsyncIterable<Auditregel>) => Promise<T>,
  asMarkdown: (antwoord: Kader & T) => string,
  io: Io,
): Promise<number> {
  try {
    const antwoord = await maakOverzicht({ list: async () => files, periode, clock: systemClock }, vraag)
    io.out(json ? JSON.stringify(antwoord, null, 2) : asMarkdown(antwoord))
    const { aantal, plaatsen } = antwoord.onleesbaar
    for (const plaats of plaatsen)
      io.err(`${plaats}: gewijzigd en niet meegeteld, dus dit kan onvolledig zijn; zie audit-verifieer`)
    if (aantal > plaatsen.length) io.err(`en nog ${aantal - plaatsen.length} gewijzigde regels`)
    return aantal === 0 ? exit.ok : exit.faulty
  } catch (fault) {
    io.err(`niet te beantwoorden: ${(fault as Error).message}`)
    return exit.unusable
  }
}

/** The answer under its title, with the period and files that it is about. */
export function verslag(titel: string, { van, tot, bestanden, onleesbaar }: Kader, ...delen: string[]): string {
  const grenzen = [van && `van ${tijd(van)}`, tot && `tot ${tijd(tot)}`].filter(Boolean)
  return document([
    `# ${titel}`,
    `Periode: ${grenzen.join(' ') || 'alles in de bestanden'} (Nederlandse tijd). Gelezen bestanden: ${getal(bestanden)}.`,
    onleesbaar.aantal > 0
      ? `**Let op:** ${getal(onleesbaar.aantal)} regel(s) zijn gewijzigd en tellen niet mee. Dit overzicht kan onvolledig zijn.`
      : undefined,
    ...delen,
  ])
}

// The word `mutaties`: how far a running gateway follows the feed, and word that erasures which wait may go.

import { BEVESTIGEN, MUTATIES } from '../routes/mutaties.ts'
import { type Ask, askAsBeheer, type Beheer, NIET_TE_VRAGEN, parseBeheer } from './beheer.ts'
import { exit, type Io } from './io.ts'

const GEBRUIK = `agb-gateway mutaties [bevestig KENMERK] --url URL --sleutel BESTAND
  toont de stand van een draaiende gateway; met bevestig gaan de verwijderingen door die onder dit kenmerk wachten.
  URL is die voor afnemers, BESTAND houdt de sleutel van een afnemer met de rol beheer.`

interface Woorden {
  /** Undefined: only the state is asked for. */
  kenmerk: string | undefined
  beheer: Beheer
}

interface Stand {
  stand: string
  bijgewerktTot: string | null
  wachtend: { partijen: number; kenmerk: string } | null
}

function parse(args: readonly string[]): Woorden | undefined {
  const beheer = parseBeheer(args)
  if (!beheer) return undefined
  const [word, kenmerk, ...rest] = beheer.words
  const isStand = word === undefined
  const isBevestig = word === 'bevestig' && kenmerk !== undefined && rest.length === 0
  return isStand || isBevestig ? { kenmerk, beheer } : undefined
}

/** Exit code 1: the gateway said no, or something waits for a person; 2: it could not be asked. */
export async function mutaties(args: string[], io: Io): Promise<number> {
  const woorden = parse(args)
  if (!woorden) {
    io.err(`Gebruik: ${GEBRUIK}`)
    return exit.unusable
  }
  const { kenmerk, beheer } = woorden
  try {
    const ask = await askAsBeheer(beheer, io)
    return kenmerk === undefined ? await toon(await ask(MUTATIES), io) : await bevestig(kenmerk, ask, io)
  } catch {
    io.err(NIET_TE_VRAGEN)
    return exit.unusable
  }
}

async function toon(answer: Response, io: Io): Promise<number> {
  if (answer.status !== 200) return weigering(answer, io)
  const { stand, bijgewerktTot, wachtend } = (await answer.json()) as Stand
  io.out(`Stand: ${stand}. Verwerkt tot en met: ${bijgewerktTot ?? 'nog niets'}.`)
  if (!wachtend) return exit.ok
  io.out(`Er wachten ${wachtend.partijen} verwijderingen op een mens. Kloppen ze, bevestig dan ${wachtend.kenmerk}.`)
  return exit.faulty
}

async function bevestig(kenmerk: string, ask: Ask, io: Io): Promise<number> {
  const answer = await ask(BEVESTIGEN, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kenmerk }),
  })
  if (answer.status !== 202) return weigering(answer, io)
  io.out('Doorgegeven; de verwijderingen gaan binnen enkele seconden door.')
  return exit.ok
}

async function weigering(answer: Response, io: Io): Promise<number> {
  const { title, detail } = (await answer.json()) as { title?: string; detail?: string }
  io.err([title, detail].filter(Boolean).join(': ') || `De gateway antwoordt ${answer.status}.`)
  return exit.faulty
}

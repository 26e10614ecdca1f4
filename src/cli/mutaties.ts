// The word `mutaties`: how far a running gateway follows the feed, and word that erasures which wait may go.

import { parseArgs } from 'node:util'
import { BEVESTIGEN, MUTATIES } from '../routes/mutaties.ts'
import { exit, type Io } from './io.ts'

const GEBRUIK = `agb-gateway mutaties [bevestig KENMERK] --url URL --sleutel BESTAND
  toont de stand van een draaiende gateway; met bevestig gaan de verwijderingen door die onder dit kenmerk wachten.
  URL is die voor afnemers, BESTAND houdt de sleutel van een afnemer met de rol beheer.`

interface Woorden {
  /** Undefined: only the state is asked for. */
  kenmerk: string | undefined
  url: URL
  sleutel: string
}

interface Stand {
  stand: string
  bijgewerktTot: string | null
  wachtend: { partijen: number; kenmerk: string } | null
}

interface Init {
  method?: string
  headers?: Record<string, string>
  body?: string
}
type Ask = (path: string, init?: Init) => Promise<Response>

const PATIENCE_MS = 10_000

function parse(args: readonly string[]): Woorden | undefined {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { url: { type: 'string' }, sleutel: { type: 'string' } },
    })
    const [word, kenmerk, ...rest] = positionals
    const isStand = word === undefined
    const isBevestig = word === 'bevestig' && kenmerk !== undefined && rest.length === 0
    if ((!isStand && !isBevestig) || !values.url || !values.sleutel) return undefined
    return { kenmerk, url: new URL(values.url), sleutel: values.sleutel }
  } catch {
    return undefined
  }
}

/** Exit code 1: the gateway said no, or something waits for a person; 2: it could not be asked. */
export async function mutaties(args: string[], io: Io): Promise<number> {
  const woorden = parse(args)
  if (!woorden) {
    io.err(`Gebruik: ${GEBRUIK}`)
    return exit.unusable
  }
  const { kenmerk, url, sleutel } = woorden
  try {
    const key = Buffer.from(await io.readFile(sleutel))
      .toString('utf8')
      .trim()
    const ask: Ask = (path, { headers = {}, ...init } = {}) =>
      fetch(new URL(path, url), {
        ...init,
        headers: { authorization: `Bearer ${key}`, ...headers },
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
    return kenmerk === undefined ? await toon(await ask(MUTATIES), io) : await bevestig(kenmerk, ask, io)
  } catch {
    // Its error may name the address with what stands in it.
    io.err('De gateway is niet te vragen: klopt de URL, is de sleutel te lezen, en wordt het certificaat vertrouwd?')
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

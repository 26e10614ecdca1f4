// The word `vul`: begins the first fill on a running gateway and keeps you posted until it ends, or stops it.

import { BEGINNEN, STOPPEN, VUL } from '../routes/vul.ts'
import type { Fase, Reden, Tellingen } from '../vul/stand.ts'
import { type Ask, askAsBeheer, type Beheer, NIET_TE_VRAGEN, parseBeheer } from './beheer.ts'
import { exit, type Io } from './io.ts'
import type { Terminal } from './terminal.ts'
import { createVoortgang, duur } from './voortgang.ts'

const GEBRUIK = `agb-gateway vul [stand | stop] --url URL --sleutel BESTAND
  haalt op een draaiende gateway alles wat doelen in bulk mogen, achter alle andere vragen aan, en toont hoe ver het is;
  loopt er al een eerste vulling, dan volgt het die. Ctrl-C laat haar doorlopen; stop stopt haar, stand toont alleen.
  URL is die voor afnemers, BESTAND houdt de sleutel van een afnemer met de rol beheer.`

interface Woorden {
  doe: 'volg' | 'stand' | 'stop'
  beheer: Beheer
}

interface Stand {
  stand: Fase | 'geen'
  reden: Reden | null
  begonnenOp: string | null
  bijgewerktOp: string | null
  zonderPartijen: string[]
  partijen: Tellingen & { totaal: number | null; gezien: number }
}

/** How long the gateway may go without an answer before we stop watching, in ms: a replica may be replaced. */
const SILENT_MS = 120_000
/** Seldom when it takes long: each look is a line of the audit. */
const LOOK = { first: 1_000, most: 10_000, part: 1 / 30 }
/** In a log: a line when so much time has passed, or one more of so many equal parts is done. */
const LINE = { ms: 10_000, parts: 20 }

const waarom: Record<Reden, string> = {
  'policy-gewijzigd': 'de doelen mogen nu iets anders in bulk dan bij het begin; begin opnieuw',
  'zorgsoort-onbekend': 'Vektis kent een zorgsoort uit het rijfilter van een doel niet',
  'vraag-geweigerd': 'Vektis weigert de vraag om de lijst',
  'vektis-faalt': 'Vektis gaf een uur lang geen bladzijde; begin opnieuw als Vektis weer antwoordt',
  'pagina-onleesbaar': 'Vektis stuurde een bladzijde die er geen is',
  'pagina-anders': 'Vektis stuurde een andere bladzijde dan gevraagd',
  'pagina-leeg': 'Vektis stuurde een lege bladzijde voor het einde van de lijst',
  'pagina-herhaald': 'Vektis stuurde een bladzijde die er al was',
  'totaal-anders': 'de lijst is onderweg veel langer of korter geworden; begin opnieuw',
}

function parse(args: readonly string[]): Woorden | undefined {
  const beheer = parseBeheer(args)
  if (!beheer) return undefined
  const [doe, ...rest] = beheer.words
  if (rest.length > 0 || (doe !== undefined && doe !== 'stand' && doe !== 'stop')) return undefined
  return { doe: doe ?? 'volg', beheer }
}

/** Exit code 1: the gateway said no, or the fill ended before it was done or was left to itself; 2: it could not be asked. */
export async function vul(args: string[], io: Io, terminal: Terminal): Promise<number> {
  const woorden = parse(args)
  if (!woorden) {
    io.err(`Gebruik: ${GEBRUIK}`)
    return exit.unusable
  }
  const { doe, beheer } = woorden
  const { interrupted } = terminal
  try {
    const ask = await askAsBeheer(beheer, io, interrupted)
    if (doe === 'stop') return await stop(ask, io)
    if (doe === 'stand') return await toon(ask, io)
    return await begin(ask, io, terminal)
  } catch {
    if (interrupted.aborted) return exit.faulty
    io.err(NIET_TE_VRAGEN)
    return exit.unusable
  }
}

async function stop(ask: Ask, io: Io): Promise<number> {
  const answer = await ask(STOPPEN, { method: 'POST' })
  if (answer.status !== 202) return weigering(await problemOf(answer), io)
  io.out('Doorgegeven; de vulling stopt binnen enkele seconden. Wat is gehaald blijft bewaard.')
  return exit.ok
}

async function toon(ask: Ask, io: Io): Promise<number> {
  const answer = await ask(VUL)
  if (answer.status !== 200) return weigering(await problemOf(answer), io)
  const nu = (await answer.json()) as Stand
  if (nu.stand === 'geen') {
    io.out('Er was nog geen eerste vulling.')
    return exit.ok
  }
  if (isBezig(nu)) {
    const voortgang = createVoortgang()
    voortgang.add({ at: 0, done: nu.partijen.gezien, total: nu.partijen.totaal ?? undefined })
    io.out(`Stand: ${nu.stand}, begonnen ${nu.begonnenOp}. ${voortgang.line()}.`)
    return exit.ok
  }
  return eindig(nu, io)
}

async function begin(ask: Ask, io: Io, terminal: Terminal): Promise<number> {
  const answer = await ask(BEGINNEN, { method: 'POST' })
  if (answer.status !== 202) {
    const problem = await problemOf(answer)
    if (problem.code !== 'vult-al') return weigering(problem, io)
    io.out('Er loopt al een eerste vulling; dit volgt haar.')
  }
  const laatste = await volg(ask, io, terminal)
  if (laatste === 'losgelaten') {
    io.out('De vulling loopt door op de gateway. `vul` volgt haar weer, `vul stop` stopt haar.')
    return exit.faulty
  }
  return 'code' in laatste ? weigering(laatste, io) : eindig(laatste, io)
}

const isBezig = ({ stand }: Stand): boolean => stand === 'gevraagd' || stand === 'loopt' || stand === 'stopt'

/** Until it ended, or we are told to let go. @throws when the gateway was silent for too long */
async function volg(ask: Ask, io: Io, terminal: Terminal): Promise<Stand | Probleem | 'losgelaten'> {
  const { clock, interrupted, columns, rewrite } = terminal
  const voortgang = createVoortgang()
  const begun = clock.monotonic()
  let heard = begun
  let said = { at: -Infinity, parts: 0 }

  function tell(): void {
    const width = columns()
    if (width !== undefined) return rewrite(voortgang.bar(width - 1))
    const at = clock.monotonic()
    const parts = Math.floor((voortgang.part() ?? 0) * LINE.parts)
    if (at < said.at + LINE.ms && parts === said.parts) return
    said = { at, parts }
    io.out(`${new Date(clock.now()).toISOString()} ${voortgang.line()}`)
  }

  try {
    for (;;) {
      const answer = await ask(VUL).catch(() => undefined)
      if (interrupted.aborted) return 'losgelaten'
      if (answer && answer.status < 500) {
        if (answer.status !== 200) return await problemOf(answer)
        const nu = (await answer.json()) as Stand
        heard = clock.monotonic()
        voortgang.add({ at: heard, done: nu.partijen.gezien, total: nu.partijen.totaal ?? undefined })
        tell()
        if (!isBezig(nu)) return nu
      } else if (clock.monotonic() > heard + SILENT_MS) throw new Error('the gateway is silent')
      const pause = Math.min(LOOK.most, Math.max(LOOK.first, (clock.monotonic() - begun) * LOOK.part))
      await clock.sleep(pause, interrupted).catch(() => {})
      if (interrupted.aborted) return 'losgelaten'
    }
  } finally {
    if (columns() !== undefined) rewrite('')
  }
}

function eindig({ stand, reden, begonnenOp, bijgewerktOp, zonderPartijen, partijen }: Stand, io: Io): number {
  const { gehaald, bewaard, buiten, mislukt } = partijen
  const tijd = duur(Date.parse(bijgewerktOp ?? '') - Date.parse(begonnenOp ?? ''))
  const einde = stand === 'afgebroken' && reden ? `afgebroken: ${waarom[reden]}` : stand
  io.out(`De eerste vulling is ${einde} (${tijd}).`)
  io.out(`  ${gehaald} gehaald, ${bewaard} al bewaard, ${buiten} van andere soorten, ${mislukt} zonder antwoord`)
  for (const zorgsoort of zonderPartijen) io.out(`  zorgsoort ${zorgsoort}: Vektis kent er geen partij van`)
  return stand === 'klaar' && mislukt === 0 ? exit.ok : exit.faulty
}

interface Probleem {
  code: string
  title?: string
  detail?: string
}

async function problemOf(answer: Response): Promise<Probleem> {
  const { code = '', title, detail } = (await answer.json()) as Partial<Probleem>
  return { code, title: title ?? `De gateway antwoordt ${answer.status}.`, ...(detail !== undefined && { detail }) }
}

function weigering({ title, detail }: Probleem, io: Io): number {
  io.err([title, detail].filter(Boolean).join(': '))
  return exit.faulty
}

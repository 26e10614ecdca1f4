// Why a question got no answer: a few plain words that any replica may say, and what they are in Dutch.

import { NoAnswer, NoPlace, type Refusal, refusals, TooLate } from '../dispatch/question.ts'
import { type Failure, NoLine } from '../domain/outcome.ts'
import { Problem } from '../errors.ts'

/** A fault without words: what it is, and after how many seconds to ask again. Other replicas hear and keep no more. */
export interface Fout {
  readonly code: Foutcode
  readonly seconds?: number
  readonly reason?: Refusal
}

/** The longest advice that is passed on, in seconds. */
const MAX_SECONDS = 3600

const geenPlaats: Record<Refusal, string> = {
  deadline: 'Binnen de wachttijd van deze vraag komt er geen beurt vrij.',
  'queue-full': 'De wachtrij is vol.',
  'caller-queue': 'Er staan al meer vragen van deze afnemer open dan op tijd kunnen worden beantwoord.',
  'no-dispatcher':
    "De gedeelde toestand van de replica's is niet bereikbaar; alleen wat bewaard is kan worden gegeven.",
  closing: 'Deze replica stopt.',
}

const opnieuw = (seconds: number) => `Vraag het over ${seconds} s opnieuw.`

/** What a question to Vektis can end in, and how that is told. */
const uitleg = {
  'geen-plaats': (seconds: number, reason: Refusal = 'deadline') => `${geenPlaats[reason]} ${opnieuw(seconds)}`,
  'vektis-begrenst': opnieuw,
  'vektis-te-laat': () => 'Vektis antwoordde niet op tijd. Wat nog komt wordt bewaard; vraag het straks opnieuw.',
  'vektis-weigert-vraag': () => 'Vektis kan deze vraag niet beantwoorden; een dag ligt mogelijk te ver terug.',
  'vektis-faalt': () => 'Er is geen bewaard antwoord dat nog gegeven mag worden. Vraag het straks opnieuw.',
  'interne-fout': () => 'De vraag kon niet worden verwerkt. Geef de beheerder het nummer van dit verzoek.',
} as const
type Foutcode = keyof typeof uitleg

/** Only these say when to ask again. */
const metSeconden: ReadonlySet<string> = new Set<Foutcode>(['geen-plaats', 'vektis-begrenst'])

const isFoutcode = (code: unknown): code is Foutcode => typeof code === 'string' && Object.hasOwn(uitleg, code)

/** Whole seconds, as `Retry-After` has them: at least one, at most an hour. */
const heel = (seconds: number): number => Math.max(1, Math.ceil(Math.min(seconds, MAX_SECONDS)))

/** What a call that answered nothing means for who asked. */
export function foutVanAanroep(outcome: Failure): Fout {
  if (outcome.kind === 'limited') return { code: 'vektis-begrenst', seconds: outcome.retryAfterSeconds ?? 1 }
  if (outcome.kind === 'refused' && outcome.status === 400) return { code: 'vektis-weigert-vraag' }
  if (outcome.kind === 'failed' && outcome.reason === 'timeout') return { code: 'vektis-te-laat' }
  return { code: 'vektis-faalt' }
}

/** Any error as a fault; what nobody foresaw is a defect of ours. */
export function foutVan(error: unknown): Fout {
  if (error instanceof NoPlace) return { code: 'geen-plaats', seconds: error.retryAfterSeconds, reason: error.reason }
  if (error instanceof TooLate || error instanceof NoAnswer) return { code: 'vektis-te-laat' }
  if (error instanceof NoLine) return { code: 'vektis-faalt' }
  if (!(error instanceof Problem) || !isFoutcode(error.code)) return { code: 'interne-fout' }
  const seconds = Number(error.headers['Retry-After'])
  return { code: error.code, ...(seconds > 0 && { seconds }) }
}

/** The fault as who asked is told of it. `cause` is for the log. */
export function problemVan(fout: Fout, cause?: unknown): Problem {
  const { code, reason } = fout
  const seconds = heel(fout.seconds ?? 1)
  const headers = metSeconden.has(code) ? { 'Retry-After': String(seconds) } : {}
  return new Problem(code, uitleg[code](seconds, reason), { headers, cause })
}

/** What was written down as a fault, here or by another replica; what is none is a defect. */
export function leesFout(json: unknown): Fout {
  const { code, seconds, reason } = Object(json) as Record<string, unknown>
  if (!isFoutcode(code)) return { code: 'interne-fout' }
  return {
    code,
    ...(typeof seconds === 'number' && seconds > 0 && { seconds }),
    ...(isRefusal(reason) && { reason }),
  }
}

const isRefusal = (reason: unknown): reason is Refusal => refusals.some((known) => known === reason)

/** Ends that are no surprise: their code says all, and a herd of them would fill the log with one cause. */
const isForeseen = (error: unknown) => error instanceof NoPlace || error instanceof TooLate || error instanceof NoAnswer

/** Any error as who asked is told of it. */
export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : problemVan(foutVan(error), isForeseen(error) ? undefined : error)

// The questions of the FG to a running gateway: over all files of the AUDIT_FILE pattern, one question at a time.

import { auditFiles, rotatedAt } from '../audit/files.ts'
import type { Auditregel } from '../audit/regel.ts'
import type { Pseudonyms } from '../audit/pseudonym.ts'
import type { Policy } from '../doelbinding/policy.ts'
import { Problem } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { bulkgebruik } from './bulkgebruik.ts'
import { datalek } from './datalek.ts'
import { gebruik } from './gebruik.ts'
import { inzage } from './inzage.ts'
import type { Invoer, Veldnaam } from './invoer.ts'
import { type Kader, maakOverzicht } from './overzicht.ts'
import { TeVeel } from './te-veel.ts'
import { weigeringen } from './weigeringen.ts'

/** What each question may be given; the rest of `Invoer` has its default. */
export const vraagvelden = {
  inzage: { namen: ['agbcode', 'van', 'tot', 'intern'], verplicht: ['agbcode'] },
  gebruik: { namen: ['van', 'tot'], verplicht: [] },
  weigeringen: { namen: ['van', 'tot'], verplicht: [] },
  bulkgebruik: { namen: ['van', 'tot', 'rijen'], verplicht: [] },
  datalek: { namen: ['van', 'tot', 'afnemer'], verplicht: [] },
} as const satisfies Record<string, { namen: readonly Veldnaam[]; verplicht: readonly Veldnaam[] }>

export type Vraagnaam = keyof typeof vraagvelden

/** What an answer may hold in the memory of a process that serves callers too: some tens of megabytes. */
const HOOGSTENS = { raadplegingen: 10_000, verstrekkingen: 20_000, gebruik: 200_000 }
const RETRY_AFTER_SECONDS = '10'
/** A rotated name tells whole seconds. */
const SECOND_MS = 1000

export interface VragenParts {
  /** AUDIT_FILE as configured; undefined: standard output, which nobody can read back. */
  pattern: string | undefined
  policy: () => Policy
  pseudonyms: Pseudonyms
  clock: Clock
}

/** @throws Problem `audit-niet-leesbaar`, `fg-bezet`, or `ongeldige-vraag` when the answer would be too large */
export type StelVraag = (naam: Vraagnaam, invoer: Invoer, signal: AbortSignal) => Promise<Kader>

export function createVragen({ pattern, policy, pseudonyms, clock }: VragenParts): StelVraag {
  const perVraag: Record<Vraagnaam, (regels: AsyncIterable<Auditregel>, invoer: Invoer) => Promise<object>> = {
    inzage: (regels, { agbcode, intern }) =>
      inzage(regels, {
        pseudoniemen: agbcode === undefined ? [] : pseudonyms.all(agbcode),
        intern,
        hoogstens: HOOGSTENS.raadplegingen,
      }),
    gebruik: (regels) => gebruik(regels, policy()),
    weigeringen: (regels) => weigeringen(regels),
    bulkgebruik: (regels, { rijen }) => bulkgebruik(regels, { rijen, hoogstens: HOOGSTENS.gebruik }),
    datalek: (regels, { afnemer }) => datalek(regels, { afnemer, hoogstens: HOOGSTENS.verstrekkingen }),
  }
  /** Each question reads whatever the disk gives; two at once would take twice the memory and end no sooner. */
  let busy = false

  return async function stelVraag(naam, invoer, signal) {
    if (pattern === undefined) throw nietLeesbaar(naam)
    if (busy)
      throw new Problem('fg-bezet', 'Deze replica beantwoordt er een tegelijk. Vraag het straks opnieuw.', {
        headers: { 'Retry-After': RETRY_AFTER_SECONDS },
      })
    busy = true
    try {
      const { periode } = invoer
      const list = async () => (await auditFiles(pattern)).filter((path) => canReach(path, periode.van))
      const overzicht = await maakOverzicht({ list, periode, clock, signal }, (regels) =>
        perVraag[naam](regels, invoer),
      )
      if (overzicht.bestanden === 0) throw nietLeesbaar(naam)
      return overzicht
    } catch (fault) {
      throw asProblem(fault, naam, signal)
    } finally {
      busy = false
    }
  }
}

/** Can the file hold a line of this moment or later? */
const canReach = (path: string, van: number): boolean => (rotatedAt(path) ?? Infinity) + SECOND_MS > van

const nietLeesbaar = (naam: Vraagnaam, cause?: unknown): Problem =>
  new Problem(
    'audit-niet-leesbaar',
    `Beantwoord de vraag waar de regels wel staan, met de opdracht: agb-gateway ${naam}; docs/fg.md zegt hoe.`,
    { cause },
  )

function asProblem(fault: unknown, naam: Vraagnaam, signal: AbortSignal): Problem {
  if (fault instanceof Problem) return fault
  if (fault instanceof TeVeel)
    return new Problem('ongeldige-vraag', `Het antwoord is te groot. Vraag minder, of gebruik: agb-gateway ${naam}.`, {
      fouten: [{ in: 'body', naam: 'van', melding: 'kies een kortere periode' }],
    })
  if (signal.aborted)
    return new Problem('ongeldig-http', 'De verbinding is verbroken voordat het antwoord er was.', { cause: fault })
  return nietLeesbaar(naam, fault)
}

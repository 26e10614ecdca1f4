// What keeps true what is held, as configured: fed by the dispatcher's calls, told to audit, metrics and alarms.

import type { Logger } from 'pino'
import { regelVanWijziging } from '../audit/wijziging.ts'
import { NotOurs, Unvouched } from '../cache/purge-pen.ts'
import { StoreFault } from '../cache/store-fault.ts'
import type { Entry } from '../cache/entry.ts'
import { type AskOrReject, orReject } from '../dispatch/question.ts'
import type { Term } from '../dispatch/term.ts'
import type { Dag } from '../domain/datum.ts'
import { schrijfDag } from '../domain/datum.ts'
import type { SchrijfRegel } from '../domain/regel.ts'
import type { Clock } from '../lib/clock.ts'
import { createGevraagd, type Gevraagd } from '../mutaties/gevraagd.ts'
import { mayBeHeld } from '../mutaties/landing.ts'
import { createMutaties, type Mutaties } from '../mutaties/mutaties.ts'
import { beginVan, momentVan } from '../mutaties/vanaf.ts'
import { vertelGevraagd } from '../mutaties/vertel-gevraagd.ts'
import type { Wijziging } from '../mutaties/wijziging.ts'
import type { Alarm } from '../observability/alarm.ts'
import type { Metrics } from '../observability/metrics.ts'
import type { Prepared } from '../prepare.ts'
import { createAskAndKeep } from '../raadpleging/ask-and-keep.ts'
import { mostBehind } from '../raadpleging/beoordeel.ts'
import { createCodelijsten } from '../raadpleging/codelijsten.ts'
import { type Fetched, type FetchParts, gevolgd } from '../raadpleging/fetch-entry.ts'
import { EIGEN, GEDULD_MS } from '../raadpleging/ververs.ts'
import { type Vraag, vraagVan } from '../raadpleging/vraag.ts'
import type { Cache } from './cache.ts'

export interface OpenMutatiesParts {
  prepared: Prepared
  clock: Clock
  logger: Logger
  alarm: Alarm
  metrics: Pick<Metrics, 'mutatiesRound' | 'mutatiesNamed'>
  held: Cache
  /** See `createDeps`. */
  follows: boolean
  /** Asks Vektis, once that is possible. */
  ask: AskOrReject<Vraag, Fetched>
  schrijf: SchrijfRegel
  policyHash: () => string
}

export interface OpenedMutaties extends Pick<FetchParts, 'land' | 'volg'>, Mutaties {
  /** An answer was given. */
  count: Gevraagd['count']
  /** A list that was not applied leaves when a poll that began after it is complete. */
  follow: (fetched: Fetched) => Fetched | Promise<Fetched>
  /** While this process is the dispatcher: gives what ends it. */
  onTerm: (term: Term) => () => void
}

const LOOK_EVERY_MS = 60_000
const AUDIT_RETRY_MS = 5_000

/** Does nothing until a term begins; closing goes on the stack. */
export function openMutaties(parts: OpenMutatiesParts, closing: AsyncDisposableStack): OpenedMutaties {
  const { prepared, clock, logger, alarm, metrics, held, follows, ask, schrijf, policyHash } = parts
  const { settings, pseudonyms } = prepared
  const { memory, freshness } = held
  const ending = new AbortController()
  closing.defer(() => ending.abort())

  /** What changed stays to be told for as long as the audit cannot be written; it is what was done, so it is not undone. */
  async function verantwoord(wijziging: Wijziging): Promise<void> {
    const { gebeurtenis, agbcode, bevragingen, categorieen, aantal } = wijziging
    const regel = regelVanWijziging(
      {
        gebeurtenis,
        betrokkene: agbcode === null ? null : pseudonyms.pseudonym(agbcode),
        bijzonderheden: { bevragingen, categorieen: categorieen as Record<string, never>, aantal },
      },
      policyHash(),
    )
    while (!ending.signal.aborted) {
      const written = await schrijf(regel).then(
        () => true,
        () => false,
      )
      if (written) return
      await clock.sleep(AUDIT_RETRY_MS, ending.signal).catch(() => {})
    }
  }

  /** A question of the gateway itself, with the patience of who has nobody waiting. */
  const eigen = (vraag: Vraag, lane: 'interactive' | 'refresh') => ({
    key: vraag.sleutel,
    parts: vraag,
    lane,
    caller: EIGEN,
    weight: 1,
    deadline: clock.monotonic() + GEDULD_MS,
  })

  const askAndKeep = orReject(createAskAndKeep({ ask, near: memory }))
  async function fetch(key: string, signal: AbortSignal): Promise<Entry> {
    const vraag = vraagVan(key, settings.VEKTIS_DATE_FORMAT)
    if (!vraag) throw new Error('what is held under this key is no answer to a question that this version knows')
    // Nothing that is held will do: it is to be known what Vektis has now.
    return askAndKeep(
      eigen(vraag, 'refresh'),
      () => false,
      () => signal,
    )
  }

  /** Not in an idle lane: it is one call for all who ask, and everything that is held waits for it. */
  async function askLijst(dag: Dag, signal: AbortSignal) {
    const vraag = vraagVan(`zorgpartij-mutaties/${schrijfDag(dag, 'yyyy-MM-dd')}`, settings.VEKTIS_DATE_FORMAT)
    if (!vraag) throw new Error('the catalogue has no list of changed codes')
    const { lijst } = await ask(eigen(vraag, 'interactive'), () => signal)
    if (!lijst?.applied) throw new NotOurs()
    return { ...lijst, applied: lijst.applied }
  }

  function onFault(err: unknown): void {
    // The lease moved, or Redis is another: whoever may go on does so by itself.
    if (err instanceof NotOurs || err instanceof Unvouched) return logger.debug({ err }, 'not ours to keep true now')
    if (err instanceof StoreFault) return logger.warn({ err }, 'what is held cannot be kept true while Redis fails')
    logger.warn({ err }, 'what is held could not be kept true; it is tried again')
  }

  const gevraagd = createGevraagd({ clock })
  // In every replica, for any may become the dispatcher.
  if (held.gossip) void vertelGevraagd({ gevraagd, gossip: held.gossip, clock }, ending.signal)
  const mutaties = createMutaties({
    clock: held.moments,
    pollEveryMs: settings.MUTATION_POLL_SECONDS * 1000,
    freshness,
    log: held.log,
    tagged: held.tagged,
    word: held.word,
    heldEntry: held.heldEntry,
    ask: askLijst,
    fetch,
    keys: pseudonyms.keys,
    gevraagd,
    onRound: (ms) => metrics.mutatiesRound.observe(ms / 1000),
    onPolled: ({ named, first }) => {
      metrics.mutatiesNamed.inc({ kind: 'first' }, first)
      metrics.mutatiesNamed.inc({ kind: 'all' }, named)
    },
    onConfirmed: (partijen) => logger.warn({ partijen }, 'erasures that waited were confirmed by an operator'),
    onWijziging: (wijziging) => void verantwoord(wijziging),
    onFault,
  })
  closing.defer(mutaties.close)

  const verversCodelijsten = createCodelijsten({ clock, heldEntry: held.heldEntry, fetch })

  /** Alarms of what lasts, as long as it does. */
  async function watch(signal: AbortSignal): Promise<void> {
    const since = clock.now()
    while (!signal.aborted) {
      await clock.sleep(LOOK_EVERY_MS, signal).catch(() => {})
      if (signal.aborted) return
      const behindMs = clock.now() - Math.max(freshness.feed()?.to ?? 0, since)
      if (behindMs > mostBehind(settings.MUTATION_POLL_SECONDS))
        alarm('feed-achter', 'the feed of changed codes is not followed: nothing counts as proven current')
      const wachtend = mutaties.wachtend()
      if (wachtend)
        alarm('verwijdering-wacht', 'so much would be erased at once that a person has to look', {
          partijen: wachtend.parties,
          kenmerk: wachtend.kenmerk,
        })
    }
  }

  const isAlone = settings.REPLICAS === 1

  return {
    ...mutaties,
    count: gevraagd.count,
    land: async (sleutel, entry, early) => {
      const landed = await mutaties.landed(sleutel, entry, early)
      // Who is alone finds by itself what Redis could not be told of.
      const may = mayBeHeld(landed) || (landed === 'unsure' && isAlone)
      if (may && memory.peek(sleutel) !== entry) await memory.set(sleutel, entry)
      return may
    },
    volg: ({ vanaf }, lijst) => {
      if (!vanaf) throw new Error('a list of changed codes that says of no day since when')
      return mutaties.apply({ ...lijst, since: beginVan(vanaf), after: momentVan(vanaf) })
    },
    follow: (fetched) => {
      const { lijst } = fetched
      return lijst && !lijst.applied ? gevolgd(mutaties.polledAfter(lijst.answeredAt)).then(() => fetched) : fetched
    },
    onTerm: (term) => {
      held.write(term)
      const ended = new AbortController()
      const { signal } = ended
      if (follows) Promise.all([mutaties.run(signal), verversCodelijsten(signal), watch(signal)]).catch(onFault)
      return () => {
        held.write(undefined)
        ended.abort()
      }
    },
  }
}

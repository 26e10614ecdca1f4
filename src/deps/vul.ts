// The first fill as configured: asked in the lowest lane, its state in Redis or here, told to audit, metrics and log.

import type { Logger } from 'pino'
import { eigenRegel } from '../audit/eigen-regel.ts'
import { asStoreFault } from '../cache/store-fault.ts'
import type { AskOrReject } from '../dispatch/question.ts'
import type { Term } from '../dispatch/term.ts'
import type { Bewaarsnede } from '../doelbinding/bewaren.ts'
import type { Policy } from '../doelbinding/policy.ts'
import type { Bevraging } from '../domain/catalogus.ts'
import type { Bijzonderheden, SchrijfRegel } from '../domain/regel.ts'
import type { Clock } from '../lib/clock.ts'
import type { Metrics } from '../observability/metrics.ts'
import type { Fetched } from '../raadpleging/fetch-entry.ts'
import { foutVan } from '../raadpleging/fout.ts'
import { createNakijken } from '../raadpleging/nakijken.ts'
import { EIGEN, GEDULD_MS } from '../raadpleging/ververs.ts'
import { bevragingMet, type Vraag, vraagMet } from '../raadpleging/vraag.ts'
import { createHaal, type Tegenslag, type Uitkomst } from '../vul/haal.ts'
import { type Lijst, omvangVan } from '../vul/omvang.ts'
import { AANTAL } from '../vul/pagina.ts'
import { createEigenPlaats, createRedisPlaats, type Volgende } from '../vul/plaats.ts'
import { gezien, totaal, type Stand, type Tellingen } from '../vul/stand.ts'
import { createVul, type Vul } from '../vul/vul.ts'
import { createWandeling } from '../vul/wandeling.ts'
import type { Cache } from './cache.ts'
import type { SharedRedis } from './redis.ts'

export interface OpenVulParts {
  clock: Clock
  logger: Logger
  metrics: Pick<Metrics, 'vulParties' | 'vulPages'>
  shared: SharedRedis | undefined
  held: Pick<Cache, 'memory' | 'heldEntry' | 'freshness'>
  /** See `createDeps`. */
  follows: boolean
  ask: AskOrReject<Vraag, Fetched>
  bewaarsnede: (bevraging: Bevraging) => Bewaarsnede
  policy: () => Policy
  schrijf: SchrijfRegel
}

export interface OpenedVul extends Pick<Vul, 'stand' | 'begin' | 'stop'> {
  /** While this process is the dispatcher: gives what ends it. */
  onTerm: (term: Term) => () => void
  gauges: {
    /** Does this process walk now? */
    vulRunning: () => boolean
    /** Parties that it has still to deal with; undefined when it does not walk, or has not counted them. */
    vulRemaining: () => number | undefined
  }
}

function bevraging(id: string): Bevraging {
  const found = bevragingMet(id)
  if (!found) throw new Error(`the catalogue has no ${id}`)
  return found
}

const pagina = ({ zorgsoort }: Lijst, nummer: number): Vraag =>
  vraagMet(bevraging(zorgsoort === null ? 'zorgpartijen' : 'zorgpartijen-zorgsoort'), {
    ...(zorgsoort !== null && { zorgsoort }),
    paginanummer: String(nummer),
    aantal: String(AANTAL),
  })

/** What came could not be kept: then it is not filled in either. */
class NotKept extends Error {}

/** However long the advice to wait is: by then things may have changed. */
const LONGEST_WAIT_MS = 60_000

const bijzonderheden = (stand: Stand | Volgende): Bijzonderheden => ({
  begonnenOp: new Date(stand.begonnenOp).toISOString(),
  zorgsoorten: stand.lijsten.map(({ zorgsoort }) => zorgsoort ?? 'alle'),
  partijen: totaal(stand) ?? null,
  ...(stand.reden && { reden: stand.reden }),
  ...stand.tellingen,
})

/** Does nothing until a term begins. */
export function openVul(parts: OpenVulParts): OpenedVul {
  const { clock, logger, metrics, shared, held, follows, ask, bewaarsnede, policy, schrijf } = parts
  const nakijken = createNakijken({
    // Looked at without taking it into memory: what nobody asked for must not push out what is asked for.
    cache: { get: held.heldEntry },
    near: held.memory,
    judge: held.freshness.judge,
    clock,
    bewaarsnede,
  })
  const vraag = (parts: Vraag) => ({
    key: parts.sleutel,
    parts,
    lane: 'warm-up' as const,
    caller: EIGEN,
    weight: 1,
    deadline: clock.monotonic() + GEDULD_MS,
  })

  async function partij(type: string, agbcode: string, signal: AbortSignal): Promise<Uitkomst> {
    const detail = vraagMet(bevraging(type), { agbcode })
    if (await nakijken.lookup(detail)) return 'bewaard'
    const { mayBeHeld } = await ask(vraag(detail), () => signal)
    if (!mayBeHeld) throw new NotKept('a detail was fetched and may not be held')
    return 'gehaald'
  }

  function tegenslag(fault: unknown): Tegenslag {
    const { code, seconds = 1 } = foutVan(fault)
    const isPlaats = code === 'geen-plaats' || code === 'vektis-begrenst'
    return {
      geweigerd: code === 'vektis-weigert-vraag',
      ...(isPlaats && { wachtMs: Math.min(seconds * 1000, LONGEST_WAIT_MS) }),
    }
  }

  const omvang = () => omvangVan(policy().doelen.values(), clock.now())
  const stap = createWandeling({
    clock,
    omvang,
    pagina: async (lijst, nummer, signal) => (await ask(vraag(pagina(lijst, nummer)), () => signal)).entry.document,
    haal: createHaal({ clock, partij, tegenslag }),
    tegenslag,
  })

  const vul = createVul({
    clock,
    plaats: shared
      ? createRedisPlaats({
          redis: shared.redis,
          asFault: (error) => {
            shared.onFault(error)
            return asStoreFault(error)
          },
        })
      : createEigenPlaats(),
    omvang,
    stap,
    verantwoord: (gebeurtenis, stand) =>
      schrijf(eigenRegel(`vul-${gebeurtenis}`, policy().hash, bijzonderheden(stand))),
    onVerder: ({ lijst, pagina, fase }) => {
      if (fase === 'loopt') logger.info({ lijst, pagina }, 'this replica goes on with the first fill')
    },
    onStap: (stand, before) => {
      for (const result of Object.keys(stand.tellingen) as Array<keyof Tellingen>)
        metrics.vulParties.inc({ result }, Math.max(0, stand.tellingen[result] - before.tellingen[result]))
      if (stand.pagina !== before.pagina || stand.lijst !== before.lijst) metrics.vulPages.inc()
      const { fase, reden, tellingen } = stand
      if (fase === 'afgebroken') logger.warn({ reden, ...tellingen }, 'the first fill could not go on')
      else if (fase !== before.fase) logger.info({ fase, ...tellingen }, 'the first fill')
    },
    onFault: (err) => logger.warn({ err }, 'the first fill waits: it is tried again'),
  })

  return {
    stand: vul.stand,
    begin: vul.begin,
    stop: vul.stop,
    onTerm: () => {
      const ended = new AbortController()
      if (follows) void vul.run(ended.signal)
      return () => ended.abort()
    },
    gauges: {
      vulRunning: () => vul.hier() !== undefined,
      vulRemaining: () => {
        const stand = vul.hier()
        const all = stand && totaal(stand)
        return stand && all !== undefined ? Math.max(0, all - gezien(stand)) : undefined
      },
    },
  }
}

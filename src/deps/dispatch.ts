// The one way to Vektis for the whole fleet: the lease, the desk of whoever holds it, the wire to the others.

import { randomBytes } from 'node:crypto'
import type { Cluster, Redis } from 'ioredis'
import { firstContact } from '../cache/redis-client.ts'
import type { Entry } from '../cache/entry.ts'
import type { Seal } from '../cache/seal.ts'
import type { CacheStore } from '../cache/store.ts'
import type { Term } from '../dispatch/term.ts'
import { createDesk } from '../dispatch/desk/desk.ts'
import { createTurnstile } from '../dispatch/desk/turnstile.ts'
import { followed } from '../dispatch/desk/followed.ts'
import type { Work } from '../dispatch/desk/call.ts'
import { createFleet, type Fleet, type FleetLease, type LeaseEvents } from '../dispatch/fleet.ts'
import { createLease } from '../dispatch/lease/lease.ts'
import { createSoleTerm } from '../dispatch/lease/sole.ts'
import { createChannel } from '../dispatch/wire/channel.ts'
import type { SharedStore } from '../dispatch/wire/codec.ts'
import { createWire } from '../dispatch/wire/wire.ts'
import type { Policy } from '../doelbinding/policy.ts'
import type { Line, OpenLine } from '../domain/outcome.ts'
import { type Clock, systemClock } from '../lib/clock.ts'
import type { Reporters } from '../observability/reporters.ts'
import type { Prepared } from '../prepare.ts'
import type { Fetched } from '../raadpleging/fetch-entry.ts'
import { judgeCall } from '../raadpleging/judge-call.ts'
import type { createNakijken } from '../raadpleging/nakijken.ts'
import { createCodec } from '../raadpleging/over-de-draad.ts'
import { proef } from '../raadpleging/proef.ts'
import type { Vraag } from '../raadpleging/vraag.ts'
import { FIRST_CONTACT_MS, type SharedRedis } from './redis.ts'

export interface DispatchParts {
  prepared: Prepared
  clock: Clock
  policy: () => Policy
  /** See `createDeps`. */
  startHeldMs: number | undefined
  shared: SharedRedis | undefined
  shelf: Pick<CacheStore, 'get'> | undefined
  seal: Seal | undefined
  openLine: OpenLine
  /** Opens so many lines before anybody asks. */
  openAhead: (count: number) => Promise<void>
  work: Work<Vraag, Fetched, Line>
  /** What is held already: in this process, and anywhere. */
  nakijken: ReturnType<typeof createNakijken>
  /** What another process fetched for this one may be held here, too. */
  hold: (key: string, entry: Entry) => void
  /** What has to be done with what was fetched before it leaves, and may need a call itself. */
  follow: (fetched: Fetched) => Fetched | Promise<Fetched>
  /** What else is to be done while this process is the dispatcher. */
  onTerm: (term: Term) => () => void
  report: Pick<Reporters, 'dispatch'>
}

/** The longest that a caller may wait, in ms (contract: `Prefer: wait=60`). */
const LONGEST_WAIT_MS = 60_000
/** Lines that are opened before anybody asks: a burst at Vektis's own limit. */
const MOST_AHEAD = 10
/** What Vektis calls the two rights of a token; without either it is the token or the certificate that is refused. */
const ROLES = ['RaadplegenZorgpartij', 'Referentiegegevens']

export type Dispatch = Fleet<Vraag, Fetched> & { process: string }

/** Opens the way; closing goes on the stack. */
export async function openDispatch(parts: DispatchParts, closing: AsyncDisposableStack): Promise<Dispatch> {
  const { prepared, clock, policy, startHeldMs, shared, openLine, openAhead, work, report } = parts
  const { settings, replicaName } = prepared
  const process = `${replicaName}-${randomBytes(4).toString('hex')}`
  const callTimeoutMs = settings.VEKTIS_TIMEOUT_MS
  const budget = { clock, process, slots: settings.VEKTIS_CALLS_PER_SECOND, callTimeoutMs }
  const turnstile = createTurnstile(budget.slots)
  closing.defer(turnstile.close)
  const own = shared?.connect()
  closing.defer(() => own?.disconnect())
  // A lease that begins without a connection would tell those who ask first that Redis is away.
  if (own) await firstContact(own, FIRST_CONTACT_MS)

  const fleet = createFleet<Vraag, Fetched>({
    clock,
    openLease: (events) => (shared && own ? openLease(own, shared, events) : soleLease(events)),
    openDesk: (term, onUnfit) => {
      // So that the first burst of a term does not pay for its handshakes.
      void openAhead(Math.min(settings.VEKTIS_CALLS_PER_SECOND, MOST_AHEAD))
      const desk = createDesk({
        term,
        clock,
        callTimeoutMs,
        turnstile,
        openLine,
        work,
        judge: judgeCall,
        probe: proef,
        onUnfit,
        groups: ROLES,
        groupOf: ({ bevraging: { rol } }) => (rol === 'geen' ? undefined : rol),
        ...report.dispatch.desk,
      })
      return followed(desk, parts.follow)
    },
    ...(shared && { openWire: (mine) => openWire(shared, mine) }),
    // Opened under the load of a whole queue, its first line would take a tenth of a second without a call.
    onLeaving: () => void openAhead(1),
    onTerm: parts.onTerm,
    onDispatcher: report.dispatch.onDispatcher,
    onRefused: report.dispatch.onRefused,
  })
  closing.defer(fleet.close)
  // So that callers who come at once are not the ones who wait for an election.
  await Promise.race([fleet.settled, systemClock.sleep(FIRST_CONTACT_MS)])
  return { ...fleet, process }

  /** Without Redis nobody contests it, and there is nobody to hand it to. */
  function soleLease({ onHeld }: LeaseEvents): FleetLease {
    const nothing = async () => {}
    return {
      start: () => onHeld(createSoleTerm({ ...budget, ...(startHeldMs !== undefined && { startHeldMs }) })),
      look: () => {},
      handOver: nothing,
      unfit: nothing,
      close: nothing,
    }
  }

  function openLease(
    redis: Redis | Cluster,
    { failsOver, seekMaster, onFault }: SharedRedis,
    events: LeaseEvents,
  ): FleetLease {
    const alone = settings.REPLICAS === 1
    const held = startHeldMs !== undefined && { unknownHeldMs: startHeldMs }
    // Its clock is held against that of Redis, which goes on by itself: so must this one.
    return createLease({
      ...budget,
      clock: systemClock,
      redis,
      acknowledge: failsOver,
      alone,
      ...held,
      ...events,
      onUnacknowledged: seekMaster,
      onFault,
    })
  }

  function openWire({ redis, connect, onFault }: SharedRedis, mine: Parameters<NonNullable<Mine>>[0]) {
    const { seal, shelf, nakijken } = parts
    const { sealKeys } = prepared
    return createWire<Vraag, Fetched>({
      ...mine,
      process,
      clock,
      channel: createChannel({ redis, connect, clock, process, onFault }),
      codec: createCodec({ seal, datumformaat: settings.VEKTIS_DATE_FORMAT, onDefect: report.dispatch.onDefect }),
      ...(shelf && { shared: onShelf(shelf) }),
      ...(sealKeys && { keys: () => sealKeys }),
      ...nakijken,
      weightOf: (caller) => policy().afnemers.get(caller)?.gewicht ?? 1,
      ratePerSecond: settings.VEKTIS_CALLS_PER_SECOND,
      longestWaitMs: LONGEST_WAIT_MS,
      onLanded: (key, { entry }) => parts.hold(key, entry),
      onDropped: report.dispatch.onDropped,
      onFault,
    })
  }
}

type Mine = Parameters<typeof createFleet<Vraag, Fetched>>[0]['openWire']

/** An answer too large for a message stands on the shelf by the time the others are sent there, if it may be held at all. */
const onShelf = (shelf: Pick<CacheStore, 'get'>): SharedStore<Fetched> => ({
  holds: async (key, { entry, mayBeHeld }) => mayBeHeld && (await shelf.get(key))?.fetchedAt === entry.fetchedAt,
  get: async (key) => {
    const entry = await shelf.get(key)
    return entry && { entry, mayBeHeld: true }
  },
})

// The fleet as one desk: whoever holds the lease serves, the others ask it, and callers notice nothing of either.

import type { Clock } from '../lib/clock.ts'
import { createAsk } from './ask.ts'
import type { Desk, DeskStats } from './desk/desk.ts'
import { type Ask, type Join, lanes, NoPlace, type Refusal } from './question.ts'
import type { Term } from './term.ts'
import type { Wire } from './wire/wire.ts'

/** What the fleet needs of a lease; one that nobody contests is never handed over. */
export interface FleetLease {
  start: () => void
  look: () => void
  handOver: () => Promise<void>
  unfit: () => Promise<void>
  close: () => Promise<void>
}

/** What a lease tells the fleet. */
export interface LeaseEvents {
  onHeld: (term: Term) => void
  onLost: () => void
  onHolder: (holder: string | undefined) => void
  onVacant: () => void
  onAway: (away: boolean) => void
}

export interface FleetParts<Parts, Answer> {
  clock: Clock
  openLease: (events: LeaseEvents) => FleetLease
  /** Opens the desk of one term; `onUnfit` is to be called when the fault seems to be in this process. */
  openDesk: (term: Term, onUnfit: () => void) => Desk<Parts, Answer>
  /** The way to the others; absent: there are none. */
  openWire?: (mine: {
    desk: () => Desk<Parts, Answer> | undefined
    onAnnounced: () => void
    onLeaving: () => void
  }) => Pick<Wire<Parts, Answer>, 'join' | 'holder' | 'away' | 'announce' | 'leaving' | 'handedOver' | 'close'>
  /** The dispatcher elsewhere will leave in a moment, and this process may be the next: what takes time can begin. */
  onLeaving?: () => void
  /** What else is to be done while this process is the dispatcher: gives what ends it, at the loss of the lease. */
  onTerm?: (term: Term) => () => void
  /** This process became the dispatcher, or is it no longer. */
  onDispatcher?: (mine: boolean) => void
  /** A question was refused a place. */
  onRefused?: (reason: Refusal) => void
}

export interface Fleet<Parts, Answer> {
  ask: Ask<Parts, Answer>
  /** Lets another replica become the dispatcher, at the start of the way down; goes on asking, or serving if none will. */
  drain: () => Promise<void>
  /** Sends all who wait away; resolves when the calls that are out have ended. */
  close: () => Promise<void>
  /** Resolves once it is known who the dispatcher is, or that it cannot be known. */
  settled: Promise<void>
  isDispatcher: () => boolean
  /** Of the desk here; undefined while another replica is the dispatcher. */
  stats: () => DeskStats | undefined
}

/** From the notice that the lease will be free until calls stop, in ms: whoever is next has a line by then. */
const NOTICE_MS = 50
/** How long the calls that are out get before the lease is handed over, in ms: their answers then need no second call. */
const CALLS_GET_MS = 100
const SECONDS_TO_ELSEWHERE = 1

/** No lane has anybody waiting: what a replica without a desk tells. */
export const nobodyWaits = Object.fromEntries(lanes.map((lane) => [lane, 0]))

export function createFleet<Parts, Answer>(parts: FleetParts<Parts, Answer>): Fleet<Parts, Answer> {
  const { clock, openDesk, onRefused = () => undefined } = parts
  const { onDispatcher = () => undefined, onLeaving = () => undefined } = parts
  let endTerm: (() => void) | undefined
  let desk: Desk<Parts, Answer> | undefined
  /** Desks of earlier terms whose last calls are still out. */
  const leaving = new Set<Promise<void>>()
  let closing: Promise<void> | undefined
  const { promise: settled, resolve: settle } = Promise.withResolvers<void>()

  const wire = parts.openWire?.({ desk: () => desk, onAnnounced: () => lease.look(), onLeaving })
  const lease = parts.openLease({
    onHeld: (term) => {
      desk = openDesk(term, () => void lease.unfit())
      endTerm = parts.onTerm?.(term)
      onDispatcher(true)
      wire?.announce(term.token)
      settle()
    },
    onLost: () => {
      dismiss('moved')
      wire?.handedOver()
      onDispatcher(false)
    },
    onVacant: () => wire?.announce(''),
    onHolder: (holder) => {
      wire?.holder(holder)
      if (holder !== undefined) settle()
    },
    onAway: (away) => {
      wire?.away(away)
      if (away) settle()
    },
  })
  lease.start()

  function dismiss(why: 'moved' | 'ending') {
    endTerm?.()
    endTerm = undefined
    const last = desk?.close(why)
    desk = undefined
    if (!last) return
    leaving.add(last)
    void last.finally(() => leaving.delete(last))
  }

  const join: Join<Parts, Answer> = (question) => {
    const there = closing ? undefined : (desk ?? wire)
    if (!there) return new NoPlace(SECONDS_TO_ELSEWHERE, closing ? 'closing' : 'no-dispatcher')
    return there.join(question)
  }
  const ask = createAsk({ join, clock, onRefused })

  async function end() {
    // Those at other replicas are told where to go; those here have nowhere else.
    if (!wire) dismiss('ending')
    await lease.close()
    await Promise.all(leaving)
    await wire?.close()
  }

  return {
    ask,
    drain: async () => {
      if (!wire) return
      if (desk) {
        wire.leaving()
        await clock.sleep(NOTICE_MS)
      }
      await desk?.pause(CALLS_GET_MS)
      await lease.handOver()
    },
    close: () => (closing ??= end()),
    settled,
    isDispatcher: () => desk !== undefined,
    stats: () => desk?.stats(),
  }
}

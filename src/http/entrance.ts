// The entrance: a request comes in, who asks is looked at, and Fastify hears of it when its turn has come.

import type { IncomingMessage, RequestListener } from 'node:http'
import type { Policy } from '../doelbinding/policy.ts'
import type { Identify } from '../identiteit/identify.ts'
import type { Clock } from '../lib/clock.ts'
import type { Wie } from '../raadpleging/verzoek.ts'
import type { Door } from './door.ts'
import type { InFlight } from './in-flight.ts'

export interface Arrival {
  /** When it came, on the monotonic clock, in ms. */
  begin: number
  /** Who asked, by the policy of that moment. Rejects with Problem `identiteit-niet-te-controleren`. */
  wie: Wie | Promise<Wie>
}

export interface EntranceParts {
  policy: () => Policy
  identify: Identify
  door: Door
  inFlight: Pick<InFlight, 'begin'>
  clock: Clock
}

export interface Entrance {
  /** The listener of a server whose requests come in by turns. */
  before: (handle: RequestListener) => RequestListener
  /** How a request that is inside came. */
  arrivalOf: (request: IncomingMessage) => Arrival
  /** Who asks by the policy that is now in force. */
  wieVan: (request: IncomingMessage) => Wie | Promise<Wie>
}

/** On the request itself: a WeakMap of all that is under way makes every hit dearer. */
const ARRIVAL = Symbol('arrival')
type Arrived = IncomingMessage & { [ARRIVAL]?: Arrival }

/** All who are not known have one turn together: credentials that nobody holds can be made up without end. */
const UNKNOWN = ''

/**
 * Before Fastify, for what it does with each of a herd (routes, objects, hooks) would come before the first turn as well,
 * and all of it would be held at once. What waits here is a request as Node read it.
 */
export function createEntrance({ policy, identify, door, inFlight, clock }: EntranceParts): Entrance {
  function wieVan(request: IncomingMessage): Wie | Promise<Wie> {
    const inForce = policy()
    const afnemer = identify(inForce, request)
    return afnemer instanceof Promise
      ? afnemer.then((known) => ({ policy: inForce, afnemer: known }))
      : { policy: inForce, afnemer }
  }

  /** In a promise also what was thrown: there is no handler yet that could answer it. */
  function arrive(request: IncomingMessage): Arrival {
    const begin = clock.monotonic()
    try {
      return { begin, wie: wieVan(request) }
    } catch (fault) {
      return { begin, wie: Promise.reject(fault) }
    }
  }

  return {
    wieVan,
    arrivalOf: (request: Arrived) => request[ARRIVAL] ?? arrive(request),
    before: (handle) => (request: Arrived, response) => {
      inFlight.begin(request, response)
      const arrival = arrive(request)
      const enter = (wie?: Wie) =>
        door.enter(wie?.afnemer?.id ?? UNKNOWN, () => {
          request[ARRIVAL] = arrival
          handle(request, response)
        })
      if (arrival.wie instanceof Promise) arrival.wie.then(enter, () => enter())
      else enter(arrival.wie)
    },
  }
}

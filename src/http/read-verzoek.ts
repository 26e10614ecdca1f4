// From a Fastify request to the request in the words of the domain: headers read and checked, nothing decided.

import type { FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'
import type { Policy } from '../doelbinding/policy.ts'
import { type Invoerfout, Problem } from '../errors.ts'
import type { Limiet } from '../limiet/limiet.ts'
import { Opgehangen } from '../raadpleging/opgehangen.ts'
import type { Verzoek, Wie } from '../raadpleging/verzoek.ts'
import type { Entrance } from './entrance.ts'
import { readGebruiker } from './gebruiker.ts'
import { missingHost } from './headers.ts'
import { overLimiet } from './limiet-headers.ts'

/** W3C Trace Context 3.2: only a version after 00 may have more behind it. */
const TRACEPARENT = /^(?!ff|00.{54})[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(?:-.*)?$/
/** RFC 7240 4.3. */
const WAIT = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,9})"?\s*(?:$|[,;])/i
const MAX_WAIT_SECONDS = 60

export interface VerzoekParts {
  policy: () => Policy
  entrance: Pick<Entrance, 'arrivalOf' | 'wieVan'>
  /** Counts the request against the limiet of its caller. */
  neem: Limiet['neem']
  /** How long a caller waits that does not say, in ms. */
  callerTimeoutMs: number
}

const single = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.join(', ') : value

/** The seconds of `Prefer: wait=N`, at most 60, or undefined. */
export function preferredWait(prefer: string | undefined): number | undefined {
  const seconds = prefer === undefined ? undefined : WAIT.exec(prefer)?.[1]
  return seconds === undefined ? undefined : Math.min(Number(seconds), MAX_WAIT_SECONDS)
}

/** What can be had nearly everywhere. */
const JSON_ALONE = ['application/json']

/** What the caller says it accepts must leave room for something that can be had. */
function unacceptable(request: FastifyRequest, types: string[]): Problem | undefined {
  // Clients add parameters (`charset`, `odata`) that say nothing of whether they can read it; only `q` does.
  const accept = request.headers.accept?.replace(/;(?!\s*q=)[^,;]*/gi, '').trim()
  if (!accept || new Negotiator({ headers: { accept } }).mediaType(types) !== undefined) return undefined
  return new Problem('niet-acceptabel', `Vraag om ${types.join(' of ')}.`)
}

export function createReadVerzoek({ policy, entrance, neem, callerTimeoutMs }: VerzoekParts) {
  /**
   * The request of a caller, known or not. Once for each: of a known one it counts.
   * @throws Problem `identiteit-niet-te-controleren`: then it is not even known whether somebody is known
   */
  return async function readVerzoek(
    request: FastifyRequest,
    weigering?: Problem,
    types: string[] = JSON_ALONE,
  ): Promise<Verzoek> {
    const { begin, wie: arrived } = entrance.arrivalOf(request.raw)
    const noted = (found: Wie): Wie => {
      request.afnemer = found.afnemer?.id ?? '-'
      return found
    }
    const identificeer = async () => noted(await entrance.wieVan(request.raw))
    let wie = noted(arrived instanceof Promise ? await arrived : arrived)
    // Who waited may have been let in by a policy that is no longer in force.
    if (policy() !== wie.policy) wie = await identificeer()
    request.limiet = wie.afnemer && neem(wie.afnemer.id)
    const { headers } = request
    const fouten: Invoerfout[] = []
    const genoemd = single(headers['x-gebruiker'])
    const gebruiker = genoemd === undefined ? undefined : readGebruiker(genoemd)
    if (genoemd !== undefined && gebruiker === undefined)
      fouten.push({ in: 'header', naam: 'X-Gebruiker', melding: 'hoogstens 128 leesbare tekens' })
    const trace = TRACEPARENT.exec(single(headers.traceparent) ?? '')
    const wait = preferredWait(single(headers.prefer))
    return {
      verzoekId: request.id,
      traceId: trace?.[1] ?? null,
      spanId: trace?.[2] ?? null,
      ...wie,
      identificeer,
      gebruiker: gebruiker ?? null,
      doel: single(headers['x-doelbinding']),
      ifNoneMatch: single(headers['if-none-match']),
      wachttijd: wait === undefined ? callerTimeoutMs : wait * 1000,
      begin,
      fouten,
      weigering: request.raw.socket.destroyed
        ? new Opgehangen()
        : (overLimiet(request.limiet) ?? missingHost(request) ?? weigering ?? unacceptable(request, types)),
    }
  }
}

export type ReadVerzoek = ReturnType<typeof createReadVerzoek>

// From a Fastify request to the request in the words of the domain: headers read and checked, nothing decided.

import type { FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'
import type { Policy } from '../doelbinding/policy.ts'
import { type Invoerfout, Problem } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { findAfnemer } from './caller.ts'
import type { Verzoek } from '../raadpleging/verzoek.ts'

const GEBRUIKER = /^[\x20-\x7e\xa0-\xff]{1,128}$/
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}/
/** RFC 7240 4.3. */
const WAIT = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,9})"?\s*(?:$|[,;])/i
const MAX_WAIT_SECONDS = 60

export interface VerzoekParts {
  policy: () => Policy
  clock: Clock
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

/** Only JSON can be had: what the caller says it accepts must leave room for it. */
const acceptsJson = (request: FastifyRequest): boolean =>
  new Negotiator(request.raw).mediaType(['application/json']) !== undefined

export function createReadVerzoek({ policy, clock, callerTimeoutMs }: VerzoekParts) {
  return function readVerzoek(request: FastifyRequest, weigering?: Problem): Verzoek {
    const { headers } = request
    const fouten: Invoerfout[] = []
    const gebruiker = single(headers['x-gebruiker'])
    if (gebruiker !== undefined && !GEBRUIKER.test(gebruiker))
      fouten.push({ in: 'header', naam: 'X-Gebruiker', melding: 'hoogstens 128 leesbare tekens' })
    const trace = TRACEPARENT.exec(single(headers.traceparent) ?? '')
    const wait = preferredWait(single(headers.prefer))
    const geenJson = acceptsJson(request) ? undefined : new Problem('niet-acceptabel', 'Vraag om application/json.')
    const afnemer = findAfnemer(policy(), request.raw)
    request.afnemer = afnemer?.id ?? '-'
    return {
      verzoekId: request.id,
      traceId: trace?.[1] ?? null,
      spanId: trace?.[2] ?? null,
      afnemer,
      gebruiker: gebruiker !== undefined && GEBRUIKER.test(gebruiker) ? gebruiker : null,
      doel: single(headers['x-doelbinding']),
      ifNoneMatch: single(headers['if-none-match']),
      wachttijd: wait === undefined ? callerTimeoutMs : wait * 1000,
      begin: clock.monotonic(),
      fouten,
      weigering: weigering ?? geenJson,
    }
  }
}

export type ReadVerzoek = ReturnType<typeof createReadVerzoek>

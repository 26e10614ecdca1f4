// Everything that matches no route: unknown paths, other methods, what Vektis withdrew, URLs that cannot be read.

import type { FastifyRequest } from 'fastify'
import { catalogus, VERVALLEN } from '../domain/catalogus.ts'
import { Problem } from '../errors.ts'
import { isOwn } from './headers.ts'
import { pathOf } from './path.ts'

const MAX_BODY_BYTES = 64 * 1024
const READ_ONLY = 'GET, HEAD'

const pattern = (pad: string): RegExp => new RegExp(`^${pad.replace(/\{\w+\}/g, '[^/]+')}$`)

/** Paths that exist for GET, with the act that the audit names; static ones first, as the router has it. */
const mirrored = [...catalogus]
  .sort((a, b) => a.padparameters.length - b.padparameters.length)
  .map(({ pad, handeling }) => ({ path: pattern(pad), handeling }))
const withdrawn = pattern(VERVALLEN)

export interface Unmatched {
  problem: Problem
  /** The act, where the answer must be accounted for; undefined elsewhere. */
  handeling: string | undefined
}

const known = (request: FastifyRequest): boolean => request.method === 'GET' || request.method === 'HEAD'

function wrongMethod(request: FastifyRequest, allow = READ_ONLY): Problem {
  const size = Number(request.headers['content-length'] ?? 0)
  return size > MAX_BODY_BYTES
    ? new Problem('te-groot', 'Stuur een kleiner bericht.')
    : new Problem('methode-niet-toegestaan', `Gebruik ${allow.replace(', ', ' of ')}.`, { headers: { Allow: allow } })
}

/** What is to be said of a request that found no route. `ownPaths`: our own, each with the methods that it has. */
export function judgeUnmatched(request: FastifyRequest, ownPaths: ReadonlyMap<string, string>): Unmatched {
  const path = pathOf(request.url)
  const own = isOwn(path)
  if (withdrawn.test(path))
    return {
      problem: new Problem('vervallen', 'Deze vraag bestaat bij Vektis niet meer en wordt niet vervangen.'),
      handeling: 'raadplegen-vervallen',
    }
  const match = known(request) ? undefined : mirrored.find((route) => route.path.test(path))
  if (match) return { problem: wrongMethod(request), handeling: match.handeling }
  const allow = ownPaths.get(path)
  if (allow !== undefined)
    return { problem: wrongMethod(request, allow), handeling: own ? 'raadplegen-onbekend' : undefined }
  return {
    problem: new Problem(
      'onbekend-pad',
      'Kijk op /docs welke paden er zijn; een schuine streep aan het eind hoort er niet bij.',
    ),
    handeling: own ? 'raadplegen-onbekend' : undefined,
  }
}

/** A path that the router cannot read: on the mirror and under our prefix it is accounted for like any other. */
export function judgeUnreadable(request: FastifyRequest): Unmatched {
  const path = pathOf(request.url)
  return {
    problem: new Problem('ongeldige-vraag', 'Het pad is niet goed gecodeerd, of een deel ervan is veel te lang.'),
    handeling: isOwn(path) || path.startsWith('/v2/') ? 'raadplegen-onbekend' : undefined,
  }
}

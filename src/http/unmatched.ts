// Everything that matches no route: unknown paths, other methods, what Vektis withdrew, URLs that cannot be read.

import type { FastifyRequest } from 'fastify'
import { catalogus, VERVALLEN } from '../domain/catalogus.ts'
import { Problem } from '../errors.ts'
import { isOwn } from './headers.ts'
import { pathOf } from './path.ts'

const MAX_BODY_BYTES = 64 * 1024
const ALLOW = { headers: { Allow: 'GET, HEAD' } }

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

function wrongMethod(request: FastifyRequest): Problem {
  const size = Number(request.headers['content-length'] ?? 0)
  return size > MAX_BODY_BYTES
    ? new Problem('te-groot', 'Stuur een kleiner bericht; hier kan alleen gelezen worden.')
    : new Problem('methode-niet-toegestaan', 'Gebruik GET of HEAD.', ALLOW)
}

/** What is to be said of a request that found no route. `ownPaths`: our own that exist for GET. */
export function judgeUnmatched(request: FastifyRequest, ownPaths: readonly string[]): Unmatched {
  const path = pathOf(request.url)
  const own = isOwn(path)
  if (withdrawn.test(path))
    return {
      problem: new Problem('vervallen', 'Deze vraag bestaat bij Vektis niet meer en wordt niet vervangen.'),
      handeling: 'raadplegen-vervallen',
    }
  const match = known(request) ? undefined : mirrored.find((route) => route.path.test(path))
  if (match) return { problem: wrongMethod(request), handeling: match.handeling }
  if (!known(request) && ownPaths.includes(path))
    return { problem: wrongMethod(request), handeling: own ? 'raadplegen-onbekend' : undefined }
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

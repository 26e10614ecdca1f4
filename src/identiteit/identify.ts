// Who calls: every key, token and certificate that a request brings, held against one policy.

import type { IncomingMessage } from 'node:http'
import type { Afnemer, Policy } from '../doelbinding/policy.ts'
import { hashVan } from '../doelbinding/sleutel.ts'
import type { Clock } from '../lib/clock.ts'
import { type Certificaat, createCertificaten } from './certificaat.ts'
import { keysOf } from './sleutels.ts'
import type { HouderVan } from './token.ts'

export interface IdentifyParts {
  clock: Clock
  /** Who holds a token. */
  tokens: HouderVan
}

type Found = Afnemer | undefined

/** Node reads headers as latin1; the key's own bytes are what was hashed. */
const bytesOf = (key: string): Buffer => Buffer.from(key, 'latin1')

export function createIdentify({ clock, tokens }: IdentifyParts) {
  const certificaatVan = createCertificaten()

  /** Keys are only ever compared as SHA-256. What is no key that the policy knows may still be a token. */
  function houderVan(policy: Policy, key: string | undefined): Found | Promise<Found> {
    if (!key) return undefined
    const hash = hashVan(bytesOf(key))
    const afnemer = policy.perSleutel.get(hash)
    if (!afnemer) return tokens(policy, key)
    const einde = policy.sleuteleinden.get(hash)
    return einde === undefined || clock.now() < einde.verlooptOp ? afnemer : undefined
  }

  /** A certificate may be known by its fingerprint and by its name; then both must be the same caller's. */
  function houdersVan(policy: Policy, { namen, eindigt }: Certificaat): Found[] {
    const houders = namen.flatMap((naam) => policy.perCertificaat.get(naam) ?? [])
    return clock.now() <= eindigt && houders.length > 0 ? houders : [undefined]
  }

  /**
   * The caller, or undefined: no credential, one that nobody holds or that has lapsed, or several that do not all name
   * the same caller. Known at once when all that it brings are keys that the policy knows.
   * @throws Problem `identiteit-niet-te-controleren`, as a rejection
   */
  return function identify(
    policy: Policy,
    { rawHeaders, socket }: Pick<IncomingMessage, 'rawHeaders' | 'socket'>,
  ): Found | Promise<Found> {
    const certificaat = certificaatVan(socket)
    const perCertificaat = certificaat ? houdersVan(policy, certificaat) : []
    const perKey = keysOf(rawHeaders).map((key) => houderVan(policy, key))
    return perKey.every(isKnown)
      ? eenVan([...perKey, ...perCertificaat])
      : Promise.all(perKey.map(async (found) => found)).then((found) => eenVan([...found, ...perCertificaat]))
  }
}

const isKnown = (found: Found | Promise<Found>): found is Found => !(found instanceof Promise)

/** The one whom all name. */
function eenVan(found: readonly Found[]): Found {
  const [first] = found
  return found.every((afnemer) => afnemer === first) ? first : undefined
}

export type Identify = ReturnType<typeof createIdentify>

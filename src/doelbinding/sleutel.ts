// Keys of callers: how one is made, and the hash under which the policy knows it.

import { hash, randomBytes } from 'node:crypto'

const hex = (bytes: Uint8Array | string) => hash('sha256', bytes, 'hex')

/**
 * Hex SHA-256 of the key's bytes, as `perSleutel` of the policy is keyed. A plain hash is enough: a key is 256 random
 * bits, so there is nothing to guess.
 */
export const hashVan = (sleutel: Uint8Array | string): string => hex(sleutel)

/** What an empty key would hash to; never a credential. */
export const LEGE_SLEUTEL = hex('')

/** A new key: `agb_` and 43 base64url characters, which carry 32 random bytes. */
export const maakSleutel = (): string => `agb_${randomBytes(32).toString('base64url')}`

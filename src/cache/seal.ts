// AES-256-GCM of a value, bound to the place where it stands, under a key that can be changed.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Key, Keys } from '../lib/keys.ts'

export interface Seal {
  /** Makes `plain` unreadable, and unusable for whoever does not name the same `bound` when opening. */
  close: (plain: Uint8Array, bound: Uint8Array) => Buffer
  /**
   * What was closed.
   * @throws Error when the key is not known, or anything of the value or of `bound` is not as it was
   */
  open: (sealed: Uint8Array, bound: Uint8Array) => Buffer
}

const ALGORITHM = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * A sealed value is: length of the key's id (1 byte), id, nonce (12), tag (16), ciphertext. Nonces are random, which
 * holds for 2^32 values a key (NIST SP 800-38D, 8.3): at ten a second, thirteen years.
 * @param keys asked for each value, so that a changed key file counts at once
 */
export function createSeal({ keys }: { keys: () => Keys }): Seal {
  function close(plain: Uint8Array, bound: Uint8Array): Buffer {
    const [{ id, key }] = keys()
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(bound)
    const ciphertext = [cipher.update(plain), cipher.final()]
    return Buffer.concat([Buffer.of(id.length), Buffer.from(id), nonce, cipher.getAuthTag(), ...ciphertext])
  }

  function open(sealed: Uint8Array, bound: Uint8Array): Buffer {
    const { id, nonce, tag, ciphertext } = cut(sealed)
    const found = keys().find((key) => opens(key, id))
    if (!found) throw new Error('sealed with a key that is not known')
    const decipher = createDecipheriv(ALGORITHM, found.key, nonce, { authTagLength: TAG_BYTES })
    decipher.setAAD(bound).setAuthTag(tag)
    return Buffer.concat([decipher.update(ciphertext), decipher.final()])
  }

  return { close, open }
}

const opens = ({ id, fingerprint }: Key, asked: string) => id === asked || fingerprint === asked

function cut(sealed: Uint8Array) {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const nonceAt = 1 + (bytes[0] ?? 0)
  const tagAt = nonceAt + NONCE_BYTES
  const textAt = tagAt + TAG_BYTES
  return {
    id: bytes.toString('latin1', 1, nonceAt),
    nonce: bytes.subarray(nonceAt, tagAt),
    tag: bytes.subarray(tagAt, textAt),
    ciphertext: bytes.subarray(textAt),
  }
}

// The envelope around a frame: its version, and a MAC by which only processes with the key are believed.

import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { Keys } from '../../lib/keys.ts'

/** Another version is another language: two that differ do not understand each other, and ask again elsewhere. */
const VERSION = 1
const MAC_BYTES = 32

/** Why a frame was not believed. */
export type Disbelief = 'version' | 'unsigned' | 'unknown-key' | 'forged'

export interface Envelope {
  close: (frame: Buffer) => Buffer
  /** The frame, or why it is not believed. */
  open: (bytes: Buffer) => Buffer | Disbelief
}

/**
 * An envelope is: version (1 byte), length of the key's id (1), id, MAC (32), frame. Without a key the length is 0 and there
 * is no MAC. The MAC is HMAC-SHA256 (RFC 2104) over all the rest. Its key is derived (RFC 5869) from the one that seals
 * values, because one key must not serve two algorithms.
 * @param keys asked for each frame, so that a changed key file counts at once: the first signs, every one is believed.
 * Absent: nothing is signed, and everything is believed.
 */
export function createEnvelope({ keys }: { keys?: (() => Keys) | undefined }): Envelope {
  const derived = new WeakMap<KeyObject, KeyObject>()

  function macKey(key: KeyObject): KeyObject {
    const known = derived.get(key)
    if (known) return known
    const made = createSecretKey(Buffer.from(hkdfSync('sha256', key, '', 'agb-gateway wire', MAC_BYTES)))
    derived.set(key, made)
    return made
  }

  const mac = (key: KeyObject, label: Buffer, frame: Buffer) =>
    createHmac('sha256', macKey(key)).update(label).update(frame).digest()

  return {
    close: (frame) => {
      const [first] = keys?.() ?? []
      const label = Buffer.concat([Buffer.of(VERSION, first?.id.length ?? 0), Buffer.from(first?.id ?? '')])
      return Buffer.concat([label, first ? mac(first.key, label, frame) : Buffer.of(), frame])
    },

    open: (bytes) => {
      if (bytes[0] !== VERSION) return 'version'
      const labelEnd = 2 + (bytes[1] ?? 0)
      const label = bytes.subarray(0, labelEnd)
      const id = bytes.toString('latin1', 2, labelEnd)
      if (!keys) return id === '' ? bytes.subarray(labelEnd) : 'unknown-key'
      if (id === '') return 'unsigned'
      const known = keys().find((key) => key.id === id || key.fingerprint === id)
      if (!known) return 'unknown-key'
      const given = bytes.subarray(labelEnd, labelEnd + MAC_BYTES)
      const frame = bytes.subarray(labelEnd + MAC_BYTES)
      const right = mac(known.key, label, frame)
      return given.length === MAC_BYTES && timingSafeEqual(given, right) ? frame : 'forged'
    },
  }
}

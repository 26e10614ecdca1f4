// Codes as Redis may keep them: one sealed block each, the same for the same code of the same caller.

import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'

export interface Zegel {
  /** Sixteen bytes that only a holder of the key can read. */
  seal: (afnemer: string, code: number) => Buffer
  /** The codes in blocks put one behind the other, ascending; blocks of another key or caller are passed over. */
  open: (afnemer: string, blocks: Buffer) => Int32Array
}

const BLOCK = 16
const CODE = 4
/**
 * AES on single blocks of which no two are equal: as a keyed permutation it gives equal codes equal blocks, which a set
 * in Redis needs, and shows nothing else. Longer texts would need another mode.
 */
const CIPHER = 'aes-128-ecb'

/** @param key 16 bytes, the same on all replicas */
export function createZegel(key: Buffer): Zegel {
  const marks = new Map<string, Buffer>()
  /** Ties a block to its caller: who asked the same code cannot be seen from equal blocks. */
  function markOf(afnemer: string): Buffer {
    const known = marks.get(afnemer)
    if (known) return known
    const mark = createHash('sha256')
      .update(afnemer)
      .digest()
      .subarray(0, BLOCK - CODE)
    marks.set(afnemer, mark)
    return mark
  }

  return {
    seal: (afnemer, code) => {
      const plain = Buffer.alloc(BLOCK)
      plain.writeUInt32BE(code)
      markOf(afnemer).copy(plain, CODE)
      return createCipheriv(CIPHER, key, null).setAutoPadding(false).update(plain)
    },
    open: (afnemer, blocks) => {
      const mark = markOf(afnemer)
      const plain = createDecipheriv(CIPHER, key, null).setAutoPadding(false).update(blocks)
      const codes: number[] = []
      for (let at = 0; at + BLOCK <= plain.length; at += BLOCK)
        if (plain.subarray(at + CODE, at + BLOCK).equals(mark)) codes.push(plain.readUInt32BE(at))
      return Int32Array.from(codes).sort()
    },
  }
}

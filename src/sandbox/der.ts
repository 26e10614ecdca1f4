// Writes the few ASN.1 values that a certificate is made of, in DER (ITU-T X.690).

/** One encoded value: tag, length, contents. */
export type Der = Buffer<ArrayBuffer>

/** Any value by its tag; lengths from 128 up take their own bytes (X.690, 8.1.3). */
export function value(tag: number, ...parts: Uint8Array[]): Der {
  const body = Buffer.concat(parts)
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body])
  const size = body.length.toString(16)
  const bytes = Buffer.from(size.padStart(size.length + (size.length % 2), '0'), 'hex')
  return Buffer.concat([Buffer.from([tag, 0x80 | bytes.length]), bytes, body])
}

export const sequence = (...parts: Uint8Array[]): Der => value(0x30, ...parts)
export const set = (...parts: Uint8Array[]): Der => value(0x31, ...parts)
export const octets = (contents: Uint8Array): Der => value(0x04, contents)
/** Bits in whole bytes, but for `unused` bits at the end. */
export const bits = (contents: Uint8Array, unused = 0): Der => value(0x03, Buffer.from([unused]), contents)
/** An integer by its bytes, most significant first; the caller keeps the first bit 0 (else it is negative). */
export const integer = (...bytes: number[]): Der => value(0x02, Buffer.from(bytes))
export const utf8 = (text: string): Der => value(0x0c, Buffer.from(text, 'utf8'))
export const yes: Der = value(0x01, Buffer.from([0xff]))
/** Explicitly tagged: wrapped in a context-specific, constructed tag. */
export const tagged = (number: number, inner: Uint8Array): Der => value(0xa0 | number, inner)

/** An object identifier in dotted form: seven bits a byte, the first two arcs in one (X.690, 8.19). */
export function oid(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const arc = (number: number): number[] => {
    const bytes = [number & 0x7f]
    for (let left = number >>> 7; left > 0; left >>>= 7) bytes.unshift((left & 0x7f) | 0x80)
    return bytes
  }
  return value(0x06, Buffer.from([first * 40 + second, ...rest].flatMap(arc)))
}

/** A moment in whole seconds: UTCTime up to and including 2049, then GeneralizedTime (RFC 5280, 4.1.2.5). */
export function time(ms: number): Der {
  const digits = `${new Date(ms).toISOString().replaceAll(/\D/g, '').slice(0, 14)}Z`
  return digits < '2050' ? value(0x17, Buffer.from(digits.slice(2))) : value(0x18, Buffer.from(digits))
}

// Keys and tokens in the headers of a request, as they came.

const SCHEMES = new Set(['bearer', 'vektis'])

/** The key in an Authorization header: its last word, behind `Bearer`, `Vektis` or nothing. Undefined: another scheme. */
function keyOf(authorization: string): string | undefined {
  const words = authorization.trim().split(/\s+/)
  const [scheme, key] = words.length === 1 ? [undefined, words[0]] : [words[0], words[1]]
  if (words.length > 2 || (scheme !== undefined && !SCHEMES.has(scheme.toLowerCase()))) return undefined
  return key
}

/** Every key or token that the request brings; one that cannot be read is undefined, for it must not be passed over. */
export function keysOf(rawHeaders: readonly string[]): Array<string | undefined> {
  const keys: Array<string | undefined> = []
  // Not `headers`: Node keeps only the first of two Authorization headers, and two must name the same caller.
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase()
    const value = rawHeaders[at + 1] ?? ''
    if (name === 'authorization') keys.push(keyOf(value))
    else if (name === 'x-api-key') keys.push(value)
  }
  return keys
}

// Keys and tokens in the headers of a request, as they came.

/** A key behind `Bearer`, `Vektis` or nothing. */
const AUTHORIZATION = /^\s*(?:(?:bearer|vektis)\s+)?(\S+)\s*$/i

/** Every key or token that the request brings; one that cannot be read is undefined, for it must not be passed over. */
export function keysOf(rawHeaders: readonly string[]): Array<string | undefined> {
  const keys: Array<string | undefined> = []
  // Not `headers`: Node keeps only the first of two Authorization headers, and two must name the same caller.
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase()
    const value = rawHeaders[at + 1] ?? ''
    if (name === 'authorization') keys.push(AUTHORIZATION.exec(value)?.[1])
    else if (name === 'x-api-key') keys.push(value)
  }
  return keys
}

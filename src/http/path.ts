// The path of a request as the router reads it: without origin, query and percent-encoding.

/** Nothing to take off and nothing to decode, as nearly all are. */
const PLAIN = /^\/[^%?#]*$/

/** A request target may be a whole URL (RFC 9112 3.2.2). A path that cannot be decoded is given as it came. */
export function pathOf(target: string): string {
  if (PLAIN.test(target)) return target
  const path = target.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '')
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

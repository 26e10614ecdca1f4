// What a token says of itself, read before anything of it is believed.

import { decodeJwt } from 'jose'

/** Three dotted parts; the last is empty when nobody signed. */
const JWT = /^[\w-]+\.[\w-]+\.[\w-]*$/
/** Longer than any token of an OpenID provider should be, in characters; the limit of all headers is twice this. */
const MAX_LENGTH = 8192

export interface Claims {
  issuer: string
  client: string
}

/**
 * Do two members of one object have the same name? RFC 7519 4 and RFC 8725 2.4: parsers differ in which one they take,
 * so such a token means nothing. In sound JSON only a name has a colon behind it.
 */
function hasDoubles(json: string): boolean {
  const written = json.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g).filter(([, colon]) => colon !== undefined)
  let names = 0
  JSON.parse(json, function count(this: unknown, _name, value: unknown) {
    if (!Array.isArray(this)) names += 1
    return value
  })
  // The outermost value is counted too, as a member of nothing.
  return written.toArray().length !== names - 1
}

/** Issuer and client of a token, both unproven; undefined when it is no token, or one that can be read in two ways. */
export function readClaims(jwt: string): Claims | undefined {
  if (jwt.length > MAX_LENGTH || !JWT.test(jwt)) return undefined
  try {
    const { iss, azp, client_id: id } = decodeJwt(jwt)
    const parts = jwt.split('.', 2).map((part) => Buffer.from(part, 'base64url').toString())
    const client = azp ?? id
    if (typeof iss !== 'string' || typeof client !== 'string' || client === '' || parts.some(hasDoubles))
      return undefined
    if (azp !== undefined && id !== undefined && azp !== id) return undefined
    return { issuer: iss, client }
  } catch {
    return undefined
  }
}

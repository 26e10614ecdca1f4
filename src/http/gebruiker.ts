// The end user, as the calling application names him in X-Gebruiker.

/** Letters, marks, digits, punctuation, symbols, spaces; nothing that steers a terminal or turns a line around. */
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]{1,128}$/u
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Node reads a header's bytes as latin1, but people write their names in UTF-8. */
function decode(header: string): string {
  try {
    return utf8.decode(Buffer.from(header, 'latin1'))
  } catch {
    return header
  }
}

/** At most 128 printable characters, or undefined. */
export function readGebruiker(header: string): string | undefined {
  const gebruiker = decode(header)
  return PRINTABLE.test(gebruiker) ? gebruiker : undefined
}

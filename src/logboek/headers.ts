// The headers that a collector asks for, from a file: mostly the key to it.

const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?)[ \t]*$/

/**
 * Reads lines `Name: value`.
 * @throws Error with every fault by its line number, never with what stands there
 */
export function readHeaders(text: string): Record<string, string> {
  const headers: Record<string, string> = {}
  const faults: string[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === '') continue
    const [, name, value] = HEADER.exec(line) ?? []
    if (name === undefined || value === undefined) faults.push(`line ${index + 1}: is not Name: value`)
    else if (Object.hasOwn(headers, name.toLowerCase())) faults.push(`line ${index + 1}: a name that was given before`)
    else headers[name.toLowerCase()] = value
  }
  if (faults.length > 0) throw new Error(faults.join('; '))
  return headers
}

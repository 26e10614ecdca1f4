// Picks calls by their path: a beginning, a pattern, or a judgement of one's own.

export type PathMatch = string | RegExp | ((path: string) => boolean)

/** A text matches as the beginning of the path, so '' matches all. */
export function matches(match: PathMatch, path: string): boolean {
  if (typeof match === 'function') return match(path)
  return typeof match === 'string' ? path.startsWith(match) : path.search(match) >= 0
}

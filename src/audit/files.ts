// Which files belong to an AUDIT_FILE pattern: of every replica, those that were rotated away and the one being written.

import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

const REPLICA = '{replica}'
const EXTENSION = '.jsonl'
const MOMENT = /\.(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z(?:-\d+)?\.jsonl$/

/**
 * When a file was rotated away, as its name says, in ms since the epoch: no line in it is from a later second. Undefined
 * for a file that is still written to.
 */
export function rotatedAt(path: string): number | undefined {
  const parts = MOMENT.exec(path)?.slice(1).map(Number)
  if (!parts) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/** The name that a file gets when it is rotated away at this moment, in ms since the epoch; of whole seconds, in UTC. */
export function rotatedPath(path: string, moment: number): string {
  const written = new Date(moment).toISOString().replaceAll(/[-:]|\.\d+/g, '')
  return join(dirname(path), `${basename(path, EXTENSION)}.${written}${EXTENSION}`)
}

/**
 * All files of a pattern that are there: replica by replica, each from its oldest rotated file to the one being written.
 * `{replica}` may stand in the name of the file, in that of a directory, or be absent.
 * @throws the file system's own error when a directory cannot be listed
 */
export async function auditFiles(pattern: string): Promise<string[]> {
  const stem = basename(pattern, EXTENSION)
  const found = new Map<string, string[]>()
  for (const directory of await directories(dirname(pattern))) {
    for (const name of await readdir(directory)) {
      const live = liveName(name, stem, basename(pattern))
      if (live === undefined) continue
      const key = join(directory, live)
      found.set(key, [...(found.get(key) ?? []), join(directory, name)])
    }
  }
  return [...found].toSorted(([a], [b]) => compare(a, b)).flatMap(([live, paths]) => inOrder(paths, live))
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

/** The moments in rotated names are of one width, so their order as text is that of time. */
const inOrder = (paths: readonly string[], live: string): string[] => [
  ...paths.filter((path) => path !== live).sort(compare),
  ...paths.filter((path) => path === live),
]

/** The name of the file that is written, for a file that is it or was rotated from it; undefined for a stranger. */
function liveName(name: string, stem: string, pattern: string): string | undefined {
  const rotated = MOMENT.exec(name)
  if (rotated && matches(name.slice(0, rotated.index), stem)) {
    return name.slice(0, rotated.index) + pattern.slice(stem.length)
  }
  return matches(name, pattern) ? name : undefined
}

/** Does the name fit, with the same replica wherever one is named? */
function matches(name: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split(REPLICA).map((text) => RegExp.escape(text))
  const [own, ...others] = rest
  const source = own === undefined ? first : `${first}([A-Za-z0-9._-]+)${[own, ...others].join('\\1')}`
  return new RegExp(`^${source}$`).test(name)
}

async function directories(pattern: string): Promise<string[]> {
  if (!pattern.includes(REPLICA)) return [pattern]
  const found: string[] = []
  for (const parent of await directories(dirname(pattern))) {
    for (const entry of await readdir(parent, { withFileTypes: true }))
      if (entry.isDirectory() && matches(entry.name, basename(pattern))) found.push(join(parent, entry.name))
  }
  return found
}

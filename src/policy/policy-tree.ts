// The policy file as a tree of values with their places: YAML's bare core, or JSON, and nothing that hides meaning.

import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import { type Place, type Report, show } from './fault.ts'
import { explainSyntax } from './policy-syntax.ts'

export interface Scalar extends Place {
  kind: 'scalar'
  value: string | number | boolean | null
}
export interface List extends Place {
  kind: 'list'
  items: readonly Child[]
}
export interface Table extends Place {
  kind: 'table'
  /** By name as written. A Map: `__proto__` is a name like any other. */
  entries: ReadonlyMap<string, Entry>
}
export type Node = Scalar | List | Table

/** A value that may not stand there, already reported: whoever meets it says nothing more. */
export interface Refused extends Place {
  kind: 'refused'
}
export type Child = Node | Refused

export interface Entry {
  /** Where the name stands. */
  key: Place
  value: Child
}

/** A policy is some tens of kilobytes; this bounds the work of reading one. In bytes. */
const MAX_BYTES = 1_048_576
const MAX_DEPTH = 16
const TOO_DEEP = `staat meer dan ${MAX_DEPTH} niveaus diep; een policy heeft er hoogstens zes`

const TOP: Place = { line: 1, column: 1, path: '' }

function decode(bytes: Uint8Array, report: Report): string | undefined {
  if (bytes.length > MAX_BYTES) {
    report(TOP, 'het bestand is groter dan 1 MiB; zet er alleen de policy in')
    return undefined
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    report(TOP, 'het bestand is geen geldige UTF-8; sla het op als UTF-8')
    return undefined
  }
}

/**
 * The tree of a policy file, or undefined when it is not YAML 1.2 or JSON at all. Anchors, aliases, tags, directives and
 * repeated names are faults: whoever reads a policy must see on the spot what holds, and nothing may grow on reading.
 */
export function readTree(bytes: Uint8Array, report: Report): Node | undefined {
  const text = decode(bytes, report)
  if (text === undefined) return undefined
  const lines = new LineCounter()
  // prettyErrors would quote the file in messages. Repeated names are checked below: there the first can be named.
  const document = parseDocument(text, {
    version: '1.2',
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: false,
    merge: false,
    resolveKnownTags: false,
    logLevel: 'error',
  })
  const place = (offset: number, path: string): Place => {
    const { line, col } = lines.linePos(Math.min(offset, text.length))
    return { line: Math.max(1, line), column: Math.max(1, col), path }
  }
  if (!explainSyntax(document, (offset) => place(offset, ''), report)) return undefined
  const top = grow(document, place, report)
  return top.kind === 'refused' ? undefined : top
}

function grow(document: Document.Parsed, place: (offset: number, path: string) => Place, report: Report): Child {
  const within = (path: string, name: string) => (path ? `${path}.${show(name)}` : show(name))

  function node(source: unknown, path: string, parent: Place, depth: number): Child {
    const range = (source as { range?: [number, number, number] | null } | null)?.range
    const at = range ? place(range[0], path) : { ...parent, path }
    const melding = depth > MAX_DEPTH ? TOO_DEEP : disguise(source)
    if (melding) {
      report(at, melding)
      return { ...at, kind: 'refused' }
    }
    if (isSeq(source)) {
      const items = source.items.map((item, index) => node(item, `${path}[${index}]`, at, depth + 1))
      return { ...at, kind: 'list', items }
    }
    if (isMap(source)) return { ...at, kind: 'table', entries: entries(source.items, at, depth) }
    return { ...at, kind: 'scalar', value: isScalar<Scalar['value']>(source) ? source.value : null }
  }

  function entries(pairs: ReadonlyArray<{ key: unknown; value: unknown }>, at: Place, depth: number) {
    const seen = new Map<string, Entry>()
    for (const pair of pairs) {
      const name = isScalar<string>(pair.key) ? pair.key.value : ''
      const key = node(pair.key, within(at.path, name), at, depth)
      const earlier = seen.get(name)
      if (earlier) report(key, `staat twee keer in hetzelfde blok, ook op regel ${earlier.key.line}; laat er één staan`)
      seen.set(name, { key, value: node(pair.value, key.path, key, depth + 1) })
    }
    return seen
  }

  return node(document.contents, '', TOP, 0)
}

/** YAML lets one value stand for another or be read as another type; in a policy both hide what holds. */
function disguise(source: unknown): string | undefined {
  if (isAlias(source)) return 'verwijst naar een anker (*); schrijf de waarde hier voluit'
  const { anchor, tag } = (source ?? {}) as { anchor?: string; tag?: string }
  if (anchor !== undefined) return 'draagt een anker (&); haal het weg en schrijf herhaalde waarden voluit'
  return tag === undefined ? undefined : 'draagt een tag (!); haal de tag weg'
}

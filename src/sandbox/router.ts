// Finds which of the catalogue's paths a request is for; fixed words come before parameters.

export interface Match<T> {
  value: T
  parameters: Readonly<Record<string, string>>
}

interface Node<T> {
  words: Map<string, Node<T>>
  parameter?: Node<T>
  /** One place may have two names (`mutaties/{vanaf}`, `mutaties/{zorgsoort}/{vanaf}`), so names stand at the end. */
  leaf?: { names: readonly string[]; value: T }
}

const newNode = <T>(): Node<T> => ({ words: new Map() })
const nameOf = (word: string): string | undefined => /^\{(\w+)\}$/.exec(word)?.[1]

function plant<T>(root: Node<T>, path: string, value: T): void {
  let node = root
  const words = path.split('/').slice(1)
  for (const word of words) {
    if (nameOf(word) !== undefined) {
      node.parameter ??= newNode()
      node = node.parameter
    } else {
      const next = node.words.get(word) ?? newNode<T>()
      node.words.set(word, next)
      node = next
    }
  }
  node.leaf = { names: words.map(nameOf).filter((name) => name !== undefined), value }
}

/** From paths with parameters in braces. The result finds a path, or gives undefined: also for a trailing slash. */
export function createRouter<T>(routes: Iterable<readonly [path: string, value: T]>) {
  const root = newNode<T>()
  for (const [path, value] of routes) plant(root, path, value)

  function walk(node: Node<T>, words: readonly string[], filled: readonly string[]): Match<T> | undefined {
    const [word, ...rest] = words
    if (word === undefined) {
      if (!node.leaf) return undefined
      const { names, value } = node.leaf
      return { value, parameters: Object.fromEntries(names.map((name, index) => [name, filled[index] ?? ''])) }
    }
    const fixed = node.words.get(word)
    const found = fixed && walk(fixed, rest, filled)
    if (found || word === '' || !node.parameter) return found
    return walk(node.parameter, rest, [...filled, word])
  }

  return (path: string): Match<T> | undefined => walk(root, path.split('/').slice(1), [])
}

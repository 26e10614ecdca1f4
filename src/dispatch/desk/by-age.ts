// A line in which the oldest stands first, wherever it was asked: a question put anew goes back to where it stood.

export interface ByAge<Item> {
  /** Puts the item in by the moment at which it was asked (ms), behind those of that moment; twice: the earlier counts. */
  add: (item: Item, askedAt: number) => void
  remove: (item: Item) => void
  oldest: () => Item | undefined
  /** How many stand before one that was asked at this moment. */
  before: (askedAt: number) => number
  size: () => number
}

interface Mark<Item> {
  item: Item
  askedAt: number
  /** Order of coming, between two of the same moment. */
  serial: number
}

export function createByAge<Item>(): ByAge<Item> {
  const marks = new Map<Item, Mark<Item>>()
  const sorted: Mark<Item>[] = []
  let serial = 0

  /** How many marks come before this place; most come last, so that is looked at first. */
  function rank(askedAt: number, at: number): number {
    const isBefore = (mark: Mark<Item> | undefined) =>
      mark !== undefined && (mark.askedAt < askedAt || (mark.askedAt === askedAt && mark.serial < at))
    if (isBefore(sorted.at(-1))) return sorted.length
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (isBefore(sorted[middle])) low = middle + 1
      else high = middle
    }
    return low
  }

  function remove(item: Item) {
    const mark = marks.get(item)
    if (!mark) return
    marks.delete(item)
    sorted.splice(rank(mark.askedAt, mark.serial), 1)
  }

  return {
    add: (item, askedAt) => {
      if ((marks.get(item)?.askedAt ?? Infinity) <= askedAt) return
      remove(item)
      const mark = { item, askedAt, serial: (serial += 1) }
      marks.set(item, mark)
      sorted.splice(rank(askedAt, mark.serial), 0, mark)
    },
    remove,
    oldest: () => sorted[0]?.item,
    before: (askedAt) => rank(askedAt, Infinity),
    size: () => sorted.length,
  }
}

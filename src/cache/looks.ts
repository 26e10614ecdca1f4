// Looks in Redis that begin in one turn of the event loop go as one or two commands: many at once cost it a few each.

export type Look = (place: string) => Promise<Buffer | null>

/** Places in one command: what they hold must be there within its time-out. */
const MOST_TOGETHER = 64

interface Waiting {
  place: string
  resolve: (found: Buffer | null) => void
  reject: (fault: unknown) => void
}

/**
 * Who is alone waits for nobody: a look leaves behind everything that can go on now, and before anything that has to come
 * in. But the loop reads sockets one by one, and each may bring a look: those behind the first leave once all are read,
 *   look → its command leaves → next socket → look → … → all sockets are read → one command for the rest
 * or with sixty callers at once each look would be a command, a write and an answer to be read, of its own.
 * @param lookAt gives what stands at each of these places, in their order
 */
export function createLooks(lookAt: (places: readonly string[]) => Promise<ReadonlyArray<Buffer | null>>): Look {
  let waiting: Waiting[] = []
  /** The first command of this turn has left. */
  let hasLeft = false

  async function leave(together: readonly Waiting[]): Promise<void> {
    try {
      const found = await lookAt(together.map(({ place }) => place))
      for (const [at, { resolve }] of together.entries()) resolve(found[at] ?? null)
    } catch (fault) {
      for (const { reject } of together) reject(fault)
    }
  }

  function leaveFirst(): void {
    hasLeft = true
    setImmediate(leaveRest)
    leaveAll()
  }

  function leaveRest(): void {
    hasLeft = false
    leaveAll()
  }

  function leaveAll(): void {
    const all = waiting
    waiting = []
    for (let at = 0; at < all.length; at += MOST_TOGETHER) void leave(all.slice(at, at + MOST_TOGETHER))
  }

  return (place) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ place, resolve, reject }) === 1 && !hasLeft) process.nextTick(leaveFirst)
    })
}

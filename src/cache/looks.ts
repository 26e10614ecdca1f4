// Looks in Redis that begin together go as one command: a herd of questions costs it a few, not one for each.

export type Look = (place: string) => Promise<Buffer | null>

/** Places in one command: what they hold must be there within its time-out. */
const MOST_TOGETHER = 64

interface Waiting {
  place: string
  resolve: (found: Buffer | null) => void
  reject: (fault: unknown) => void
}

/** @param lookAt gives what stands at each of these places, in their order */
export function createLooks(lookAt: (places: readonly string[]) => Promise<ReadonlyArray<Buffer | null>>): Look {
  let waiting: Waiting[] = []

  async function leave(together: readonly Waiting[]): Promise<void> {
    try {
      const found = await lookAt(together.map(({ place }) => place))
      for (const [at, { resolve }] of together.entries()) resolve(found[at] ?? null)
    } catch (fault) {
      for (const { reject } of together) reject(fault)
    }
  }

  function leaveAll(): void {
    const all = waiting
    waiting = []
    for (let at = 0; at < all.length; at += MOST_TOGETHER) void leave(all.slice(at, at + MOST_TOGETHER))
  }

  return (place) =>
    new Promise((resolve, reject) => {
      // Behind everything that can go on now, and before anything that has to come in: who is alone waits for nobody.
      if (waiting.push({ place, resolve, reject }) === 1) process.nextTick(leaveAll)
    })
}

// Lets so many through at a time: ten thousand look-ups at once would time out together.

/** Runs what it is given, in order of asking, at most `most` at once; settles as that does. */
export type Gate = <Result>(run: () => Promise<Result>) => Promise<Result>

export function createGate(most: number): Gate {
  let inside = 0
  const waiting: (() => void)[] = []

  async function enter() {
    if (inside < most) {
      inside += 1
      return
    }
    await new Promise<void>((resolve) => waiting.push(resolve))
  }

  /** Whoever leaves hands over the place. */
  function leave() {
    const next = waiting.shift()
    if (next) next()
    else inside -= 1
  }

  return async (run) => {
    await enter()
    try {
      return await run()
    } finally {
      leave()
    }
  }
}

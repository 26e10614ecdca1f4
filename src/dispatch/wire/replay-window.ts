// Which frames were heard already: a frame that is caught and sent again is not believed a second time.

/** How far behind the newest a frame may be; what is older counts as heard. On one connection the order is kept. */
const WINDOW = 1024
/** Processes that are remembered: many more than a fleet has, restarts included. */
const MOST_WRITERS = 256

interface Heard {
  newest: number
  recent: Set<number>
}

/**
 * Says of each frame whether it is new, and remembers it: a sliding window as in RFC 4303, 3.4.3. Only for frames whose
 * MAC is right: else anybody could move the window on.
 */
export function createReplayWindow(): (from: string, number: number) => boolean {
  const writers = new Map<string, Heard>()

  function heardOf(from: string): Heard {
    const heard = writers.get(from) ?? { newest: 0, recent: new Set<number>() }
    // Back to the end, so that the first is the one that was silent longest.
    writers.delete(from)
    writers.set(from, heard)
    for (const oldest of writers.keys()) {
      if (writers.size <= MOST_WRITERS) break
      writers.delete(oldest)
    }
    return heard
  }

  return (from, number) => {
    const heard = heardOf(from)
    if (number <= heard.newest - WINDOW || heard.recent.has(number)) return false
    heard.newest = Math.max(heard.newest, number)
    heard.recent.add(number)
    // Twice the window before it is swept: cheap on average, and never much.
    if (heard.recent.size > 2 * WINDOW)
      for (const old of heard.recent) if (old <= heard.newest - WINDOW) heard.recent.delete(old)
    return true
  }
}

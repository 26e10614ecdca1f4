// The door: so many questions are taken in per turn of the event loop, and of those who wait each caller's one by one.

export interface Door {
  /** Lets a question of this caller in: at once, which is undefined, or in its turn. Inside a caller the order is kept. */
  enter: (caller: string) => Promise<void> | undefined
}

export interface DoorParts {
  /** Questions in one turn of the loop: some milliseconds of work, for a herd that is sent away as for hits. */
  most?: number
  /** Runs it in the next turn of the loop. */
  inNextTurn?: (run: () => void) => void
}

/** First in, first out; an array gives up its first only by moving all the others. */
interface Line {
  entering: Array<() => void>
  gone: number
}

const MOST = 64

/**
 * Without it ten thousand questions of one caller would all be worked on before another's one:
 *   a flood is read from its sockets → all of it looks in Redis, is refused, is audited → the next question is heard
 * Nobody waits while a turn has room, and then all who wait share the turns equally, however much each asks.
 */
export function createDoor({ most = MOST, inNextTurn = setImmediate }: DoorParts = {}): Door {
  /** Callers who wait, the one whose turn it is first. */
  const lines = new Map<string, Line>()
  let taken = 0
  let called = false

  function call(): void {
    if (called) return
    called = true
    inNextTurn(turn)
  }

  function turn(): void {
    called = false
    taken = 0
    for (const [caller, line] of lines) {
      if (taken === most) break
      takeFrom(caller, line)
    }
    if (taken > 0) call()
  }

  /** Who has more to ask goes behind the others, and is met there again when this turn gets so far. */
  function takeFrom(caller: string, line: Line): void {
    lines.delete(caller)
    const enter = line.entering[line.gone]
    line.gone += 1
    taken += 1
    if (line.gone < line.entering.length) lines.set(caller, line)
    enter?.()
  }

  return {
    enter: (caller) => {
      call()
      if (taken < most && lines.size === 0) {
        taken += 1
        return undefined
      }
      const { promise, resolve } = Promise.withResolvers<void>()
      const line = lines.get(caller)
      if (line) line.entering.push(resolve)
      else lines.set(caller, { entering: [resolve], gone: 0 })
      return promise
    },
  }
}

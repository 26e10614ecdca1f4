// The door: so many questions are taken in per turn of the event loop, and of those who wait each caller's one by one.

import type { Clock } from '../lib/clock.ts'

export interface Door {
  /** Lets a question of this caller in: at once, or in its turn. Inside a caller the order is kept. */
  enter: (caller: string, comeIn: () => void) => void
  /** A connection was taken in; the kernel may have more of them. */
  connected: () => void
}

export interface DoorParts {
  clock: Pick<Clock, 'monotonic'>
  /** Questions in one turn of the loop: some milliseconds of work, for a herd that is sent away as for hits. */
  most?: number
  /** Runs it in the next turn of the loop. */
  inNextTurn?: (run: () => void) => void
}

/** First in, first out; an array gives up its first only by moving all the others, so it does when half of it has gone. */
interface Line {
  waiting: Array<() => void>
  gone: number
}

const MOST = 64
/** How long connections that come one upon another put off a turn, in ms: with TLS each of them is work too. */
const MOST_PUT_OFF_MS = 20

/**
 * Without it ten thousand questions of one caller would all be worked on before another's one:
 *   a flood is read from its sockets → all of it looks in Redis, is refused, is audited → the next question is heard
 * Nobody waits while a turn has room, and then all who wait share the turns equally, however much each asks. A caller's
 * first of a turn finds room always: the loop reads all sockets that have something to say before it comes to the next.
 *
 * Connections first, for the loop is handed one in each of its turns (libuv, since 1.45). Between those of a herd it would
 * work on what the herd asks, piece by piece, and who connects behind it would be heard when all of that is done.
 */
export function createDoor({ clock, most = MOST, inNextTurn = setImmediate }: DoorParts): Door {
  /** Callers who wait, the one whose turn it is first. */
  const lines = new Map<string, Line>()
  /** Callers who came in in this turn. */
  const came = new Set<string>()
  let taken = 0
  let called = false
  let hasConnected = false
  let putOffSince: number | undefined

  function call(): void {
    if (called) return
    called = true
    inNextTurn(turn)
  }

  function isPutOff(): boolean {
    const now = clock.monotonic()
    const waits = hasConnected && now - (putOffSince ?? now) < MOST_PUT_OFF_MS
    putOffSince = waits ? (putOffSince ?? now) : undefined
    hasConnected = false
    return waits
  }

  function turn(): void {
    called = false
    if (isPutOff()) return call()
    taken = 0
    came.clear()
    for (const [caller, line] of lines) {
      if (taken >= most) break
      takeFrom(caller, line, lines.size === 1 ? most - taken : 1)
      lines.delete(caller)
      // Who has more to ask goes behind the others, and is met there again when this turn gets so far.
      if (line.gone === line.waiting.length) continue
      closeUp(line)
      lines.set(caller, line)
    }
    if (taken > 0) call()
  }

  function take(caller: string, comeIn: () => void): void {
    taken += 1
    came.add(caller)
    comeIn()
  }

  function takeFrom(caller: string, line: Line, room: number): void {
    for (const until = taken + room; taken < until; ) {
      const comeIn = line.waiting[line.gone]
      if (!comeIn) return
      line.gone += 1
      take(caller, comeIn)
    }
  }

  /** A line that never empties must not hold on to all who ever stood in it. */
  function closeUp(line: Line): void {
    if (line.gone * 2 < line.waiting.length) return
    line.waiting.splice(0, line.gone)
    line.gone = 0
  }

  return {
    enter: (caller, comeIn) => {
      call()
      const line = lines.get(caller)
      if (line) line.waiting.push(comeIn)
      else if (!came.has(caller) || (taken < most && lines.size === 0)) take(caller, comeIn)
      else lines.set(caller, { waiting: [comeIn], gone: 0 })
    },
    connected: () => {
      hasConnected = true
    },
  }
}

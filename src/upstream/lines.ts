// The open lines to Vektis: few, used again while they are warm, never handed out dead.

import { type Line, NoLine, type OpenLine } from '../domain/outcome.ts'
import { type ConnectParts, createConnect } from './connect.ts'
import { type Connection, type ConnectionParts, createConnection } from './connection.ts'

/** Shorter than the usual five seconds of a server, so that we never write on a connection that it is closing. */
export const KEEP_ALIVE_MS = 4_000

export interface LinesParts extends ConnectParts, Pick<ConnectionParts, 'authorization'> {
  /** Lines at the most: as many as there may be calls out at once. */
  connections: number
}

export interface Lines {
  /** An idle line at once, the one used last first; else the first that is opened or comes back, in order of asking. */
  open: OpenLine
  /**
   * Opens lines before anybody asks for them, until there are so many, for whoever comes; unused they close by themselves. The
   * first brings the session that the others take up; when it cannot be opened, no other is tried. Resolves when all are
   * open, or one cannot be. Never rejects.
   */
  openAhead: (count: number) => Promise<void>
  /** Calls that are out end as they end; all else closes now. Resolves when every line is closed. */
  close: () => Promise<void>
  stats: () => { open: number; idle: number; waiting: number }
}

/**
 * For one identity: another needs other lines, so that nothing of the old one is taken up.
 * @throws when the certificate and key cannot be used together
 */
export function createLines({ connections, authorization, ...parts }: LinesParts): Lines {
  const { origin, clock } = parts
  const connect = createConnect(parts)
  const all = new Set<Connection>()
  /** Who was used last stands last, with what ends its rest. */
  const idle = new Map<Connection, AbortController>()
  const waiting = new Set<PromiseWithResolvers<Line>>()
  const closed = Promise.withResolvers<void>()
  let connecting = 0
  let closing = false

  function firstWaiting(): PromiseWithResolvers<Line> | undefined {
    const [first] = waiting
    if (first) waiting.delete(first)
    return first
  }

  const isRoom = () => !closing && all.size + connecting < connections

  /** Opens as many lines as there are who wait for one, within the bound. */
  function supply(): void {
    while (connecting < waiting.size && isRoom()) void add()
    if (closing && all.size + connecting === 0) closed.resolve()
  }

  async function add(): Promise<void> {
    connecting += 1
    try {
      const connection = createConnection({ opened: await connect(), origin, authorization })
      all.add(connection)
      void connection.gone.then(() => remove(connection))
      passOn(connection)
    } catch (fault) {
      // Whoever is first waits no longer, unless what is still being opened is enough for all who wait.
      if (waiting.size >= connecting) firstWaiting()?.reject(fault)
    } finally {
      connecting -= 1
      supply()
    }
  }

  async function openAhead(count: number): Promise<void> {
    const isMissing = () => all.size + connecting < count && isRoom()
    if (isMissing()) await add()
    const others: Promise<void>[] = []
    while (all.size > 0 && isMissing()) others.push(add())
    await Promise.all(others)
  }

  function remove(connection: Connection): void {
    all.delete(connection)
    idle.get(connection)?.abort()
    idle.delete(connection)
    supply()
  }

  function passOn(connection: Connection): void {
    if (closing) return connection.close()
    if (!connection.usable()) return
    const next = firstWaiting()
    if (next) next.resolve(lend(connection))
    else rest(connection)
  }

  function rest(connection: Connection): void {
    const stirred = new AbortController()
    idle.set(connection, stirred)
    clock.sleep(KEEP_ALIVE_MS, stirred.signal).then(connection.close, () => undefined)
  }

  function lend(connection: Connection): Line {
    let lent = true
    const take = () => {
      const before = lent
      lent = false
      return before
    }
    return {
      call: async (path, options = {}) => {
        if (!take()) return { kind: 'failed', reason: 'not-sent' }
        const outcome = await connection.call(path, options)
        passOn(connection)
        return outcome
      },
      giveBack: () => {
        if (take()) passOn(connection)
      },
    }
  }

  /** The idle line used last that is still good. */
  function warm(): Connection | undefined {
    const found = [...idle.keys()].findLast((connection) => connection.usable())
    if (found) {
      idle.get(found)?.abort()
      idle.delete(found)
    }
    return found
  }

  return {
    open: async (signal) => {
      signal?.throwIfAborted()
      if (closing) throw new NoLine('connect', new Error('the lines are closed'))
      const found = warm()
      if (found) return lend(found)
      const wish = Promise.withResolvers<Line>()
      const leave = () => {
        waiting.delete(wish)
        wish.reject(signal?.reason)
      }
      signal?.addEventListener('abort', leave)
      waiting.add(wish)
      supply()
      try {
        const line = await wish.promise
        if (!signal?.aborted) return line
        // Left in the very tick in which the line came.
        line.giveBack()
        throw signal.reason
      } finally {
        signal?.removeEventListener('abort', leave)
      }
    },
    openAhead,
    close: () => {
      closing = true
      for (const wish of waiting) wish.reject(new NoLine('connect', new Error('the lines are closed')))
      waiting.clear()
      for (const connection of all) connection.close()
      supply()
      return closed.promise
    },
    stats: () => ({ open: all.size, idle: idle.size, waiting: waiting.size }),
  }
}

// Group commit: what comes in one turn of the event loop, or while a commit is out, goes in the next commit together.

import type { Clock } from '../lib/clock.ts'
import { AuditUnavailable } from './unavailable.ts'

export interface GroupCommitParts {
  /** Makes a batch durable. One at a time; the signal aborts when it took too long and all were told so. */
  append: (bodies: readonly string[], signal: AbortSignal) => Promise<void>
  /** Cleans up behind an append that failed; resolves when the next should succeed. */
  probe: () => Promise<void>
  clock: Clock
  /** One commit, in ms. A sink that blocks is as bad as one that fails. */
  timeoutMs: number
  /** Between two probes after a fault, in ms. */
  retryMs: number
  /** Characters that may wait for the commit that is out. */
  maxWaiting: number
  /** A commit that succeeded: seconds it took, lines it held. */
  onCommit: (seconds: number, lines: number) => void
  /** The first fault after a time of success: an alarm. */
  onFault: (cause: Error) => void
}

interface Waiting {
  body: string
  resolve: () => void
  reject: (fault: AuditUnavailable) => void
}

export interface GroupCommit {
  /** Resolves when durable. @throws AuditUnavailable */
  add: (body: string) => Promise<void>
  /** False from a fault until a probe succeeded. */
  ready: () => boolean
  /** Commits what waits and takes nothing more. At the most two time-outs. */
  close: () => Promise<void>
}

export function createGroupCommit(parts: GroupCommitParts): GroupCommit {
  const { append, probe, clock, timeoutMs, retryMs, maxWaiting, onCommit, onFault } = parts
  const closing = new AbortController()
  let waiting: Waiting[] = []
  let waitingLength = 0
  let running: Promise<void> | undefined
  let healing: Promise<void> | undefined
  let fault: Error | undefined

  function takeWaiting(): Waiting[] {
    const taken = waiting
    waiting = []
    waitingLength = 0
    return taken
  }

  async function run(): Promise<void> {
    await endOfTurn()
    while (waiting.length > 0) await commit(takeWaiting())
    running = undefined
  }

  async function commit(batch: Waiting[]): Promise<void> {
    const begin = clock.monotonic()
    const deadline = new AbortController()
    const bodies = batch.map(({ body }) => body)
    const appended = append(bodies, deadline.signal)
    try {
      await inTime(appended, deadline)
    } catch (cause) {
      fail(cause as Error, batch, appended)
      return
    }
    onCommit((clock.monotonic() - begin) / 1000, batch.length)
    for (const { resolve } of batch) resolve()
  }

  /** Waits no longer than the time-out. Afterwards the signal of `deadline` is aborted only if that is what happened. */
  async function inTime(work: Promise<void>, deadline: AbortController): Promise<void> {
    const settled = new AbortController()
    const tooLate = clock.sleep(timeoutMs, settled.signal).then(() => {
      const blocked = new AuditUnavailable(`the audit was not written within ${timeoutMs} ms`)
      deadline.abort(blocked)
      throw blocked
    })
    try {
      await Promise.race([work, tooLate])
    } finally {
      // With a reason of its own: without one Node makes an error with a stack, for each commit.
      settled.abort('settled')
    }
  }

  /** Who waits behind a commit that failed would wait for the same fault: all are told at once. */
  function fail(cause: Error, batch: Waiting[], appended: Promise<void>): void {
    fault = cause
    for (const { reject } of [...batch, ...takeWaiting()]) reject(new AuditUnavailable(cause.message, { cause }))
    onFault(cause)
    healing = heal(appended)
  }

  /**
   * An operation that hangs may end much later; until then the sink is not touched again. The first probe follows also
   * when closing, for it takes back what the failed append left.
   */
  async function heal(appended: Promise<void>): Promise<void> {
    await Promise.allSettled([appended])
    for (;;) {
      try {
        await probe()
        fault = undefined
        return
      } catch (cause) {
        fault = cause as Error
      }
      if (closing.signal.aborted) return
      await Promise.allSettled([clock.sleep(retryMs, closing.signal)])
    }
  }

  return {
    add: (body) => {
      if (closing.signal.aborted) return Promise.reject(new AuditUnavailable('the audit is closed'))
      if (fault) return Promise.reject(new AuditUnavailable(fault.message, { cause: fault }))
      if (waitingLength + body.length > maxWaiting)
        return Promise.reject(new AuditUnavailable('too much waits to be written to the audit'))
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      waiting.push({ body, resolve, reject })
      waitingLength += body.length
      running ??= run()
      return promise
    },
    ready: () => fault === undefined && !closing.signal.aborted,
    close: async () => {
      closing.abort()
      await running
      // A probe has something to take back, but what hangs is not waited for.
      if (healing) await inTime(healing, new AbortController()).catch(() => {})
    },
  }
}

const endOfTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

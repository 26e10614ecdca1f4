// Where lines go: the one interface that a file and standard output both fulfil.

export interface Sink {
  /** Hash of the last whole line that was there before this process, or null. */
  readonly lastHash: string | null
  /**
   * Resolves when the lines are durable, however late; rejects when they are not, and then never makes them so. One at a
   * time, and after a rejection only when a probe has resolved. When the signal aborts nobody waits any more: a sink that
   * can take lines back then rejects.
   */
  append: (lines: Uint8Array, signal: AbortSignal) => Promise<void>
  /** Cleans up behind an append that was rejected. Resolves when, as far as can be tried, the next will succeed. */
  probe: () => Promise<void>
  close: () => Promise<void>
}

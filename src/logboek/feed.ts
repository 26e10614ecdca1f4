// Where written lines come from: the one interface that the files and standard output both fulfil.

import type { Auditregel } from '../audit/regel.ts'

export interface Batch {
  regels: readonly Auditregel[]
  /** These have arrived: the next batch is the one behind them. Until then the same lines come again. */
  done: () => Promise<void>
}

export interface Feed {
  /** The oldest lines that have not arrived yet, in their order; undefined when there are none now. */
  next: () => Promise<Batch | undefined>
  close: () => Promise<void>
}

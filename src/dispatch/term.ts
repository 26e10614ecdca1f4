// One term of the one who may call: the slots as the shared book holds them, for as long as the lease is held.

/** A slot that was asked for. */
export type Taken =
  | {
      kind: 'taken'
      /** To be asked in the tick of the first byte: is the take young enough (100 ms) to be used? */
      mayStart: () => boolean
      /**
       * The slot is free again in so many ms: 1000 when the answer's headers came, 0 when nothing was sent. Never told, it
       * stays taken until the take + time-out of a call + 1 s. Holds after the term too.
       */
      free: (inMs: number) => void
    }
  /** Not before so many ms: the book holds it, or the lease is not confirmed freshly enough. */
  | { kind: 'later'; ms: number }
  /** The lease is another's: nothing may be started any more. */
  | { kind: 'lost' }

/** What holds from winning the lease until losing it. */
export interface Term {
  /** Names this term in logs and messages; of two terms the later compares as the greater text. */
  token: string
  /** Ms until each slot may be taken, as the book and this process knew it when the term began; as many as slots. */
  freeInMs: readonly number[]
  /** What the one before left beside the slots with `keep`, if anything. */
  kept: string | undefined
  /** Writes the slot down as taken, under the token. Never rejects. */
  take: (slot: number) => Promise<Taken>
  /** Leaves a note for who comes after: the rate, the breakers. */
  keep: (note: string) => void
}

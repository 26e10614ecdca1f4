// One kept answer: absolute times, what it was cut to, whom it names.

export interface Entry {
  /** Start of the call that brought it, in ms since the epoch. */
  fetchedAt: number
  /** Fresh before this moment, in ms since the epoch. */
  staleAt: number
  /** Servable, flagged, before this moment when the source fails; gone afterwards. In ms since the epoch. */
  deleteAt: number
  /** What the document was cut to, sorted. Who needs more than this has a miss. */
  scope: readonly string[]
  /** Every code that the whole document named, also where the cut took the code out. */
  tags: readonly string[]
  /** The document, or undefined: the source does not have it, which is an answer too. */
  document: unknown
}

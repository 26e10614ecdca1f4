// A list of changed codes, however it came: a poll's own, or one that passes through for a caller.

export interface Lijst {
  codes: readonly string[]
  /** Start of the call that brought it, and when its answer was in, in ms since the epoch. */
  startedAt: number
  answeredAt: number
  /** Begin in Amsterdam of the day on which its window begins. */
  since: number
  /** Begin of the window itself: a moment of that day where Vektis's format of dates has room for one. */
  after: number
}

// The moments of the lease, in ms, and why they are safe together.

/** How long a lease lasts without being renewed. */
export const leaseMs = 2000
/** Between two renewals, and between two looks of who does not hold it. */
export const renewMs = 300
/** Between two attempts while Redis does not answer, and between two bids. */
export const retryMs = 100
/** Redis counts as away when it failed for so long: a machine that is short of time must not send everyone away. */
export const awayMs = 600
/**
 * A slot is taken only so long after the last renewal that counted was SENT. With the age below it leaves most of a
 * second without new calls before another process can have the lease by expiry, though both clocks be unlike.
 */
export const freshMs = 950
/** A take is used, and a command is meant, only so long after it was sent. */
export const takeMs = 100
/** Slots are free again so long after their answer. */
export const secondMs = 1000
/** Who saw the time at Redis move, or has not seen it for this long, does not trust moments in the book. */
export const steadyMs = 1000

/**
 * The longest that a take holds a slot. A call may start up to 100 ms after its take and is cut off at its time-out; a
 * second later the far side no longer counts it.
 */
export const longestMs = (callTimeoutMs: number) => takeMs + callTimeoutMs + secondMs

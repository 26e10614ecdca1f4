// The guard: when so much would be erased at once that it looks like a fault, a person decides.

/** Both must be passed before anything waits. */
const MOST_PARTIES = 20
const MOST_SHARE = 0.01

/** So few that nothing waits, however little is held. */
export const isFew = (parties: number): boolean => parties <= MOST_PARTIES

/**
 * @param parties that would be erased in one run, what it erased before included
 * @param entries that would go with them, of so many that are held
 */
export const isTooMuch = (parties: number, entries: number, held: number): boolean =>
  !isFew(parties) && entries > held * MOST_SHARE

// Where this replica stands with the others: what it has while they settle, and what when it hears nothing.

/** A share is kept this long without a word, in ms: a little less than the book (settle.lua) counts on it. */
const KEPT_MS = 9_500
/** When the book has surely taken it for parting since so long, in ms, the others have made room for an equal part. */
const PARTED_MS = 13_000

export interface Standing {
  /**
   * What this replica has of a limiet of which it was last given `granted`. Without a book, or when that was never
   * reached, an equal part. In silence first what it had, then no more than an equal part, then an equal part.
   * Undefined while its first turn is under way: what others hold is not known yet.
   */
  share: (granted: number | undefined, now: number) => number | undefined
  /** Until when the shares stay as they are, monotonic, in ms. */
  until: (now: number) => number
  /** The equal part that must stand in the book before this replica takes it. */
  own: () => number
  members: () => number
  /** Can nobody else have had of what this replica is given first? */
  isFirst: () => boolean
  /** A turn was answered. It counts from when it was sent: that is not after it was written. */
  heard: (sentAt: number, ownSent: number, membersTold: number) => void
  /** A turn was not answered; undefined: not even sent. Else the book may have it, and take it for a sign of life. */
  unheard: (sentAt: number | undefined) => void
}

/**
 * @param replicas how many there may be, 0: unknown
 * @param apart there is no book
 */
export function createStanding({ replicas, apart }: { replicas: number; apart: boolean }): Standing {
  let members = Math.max(1, replicas)
  let own = 1 / members
  let waitsForFirst = !apart
  let heardAt = -Infinity
  let writtenAt = -Infinity

  const wasHeard = () => heardAt > -Infinity
  const partedAt = () => Math.max(heardAt, writtenAt) + PARTED_MS

  return {
    share: (granted = 0, now) => {
      if (waitsForFirst) return undefined
      if (!wasHeard() || now >= partedAt()) return own
      return now < heardAt + KEPT_MS ? granted : Math.min(granted, own)
    },
    until: (now) => {
      if (!wasHeard() || now >= partedAt()) return Infinity
      return now < heardAt + KEPT_MS ? heardAt + KEPT_MS : partedAt()
    },
    // With how many it shares is not known before it was told; that it is alone is not to be thought.
    own: () => (wasHeard() ? Math.max(own, 1 / Math.max(replicas, members)) : 1 / (replicas || 2)),
    members: () => members,
    isFirst: () => members === 1 || !wasHeard(),
    heard: (sentAt, ownSent, membersTold) => {
      members = membersTold
      // More only now that it stands in the book, less before it does: so the book never has less than is taken.
      own = Math.min(ownSent, 1 / Math.max(replicas, members))
      heardAt = sentAt
      waitsForFirst = false
    },
    unheard: (sentAt = writtenAt) => {
      writtenAt = sentAt
      waitsForFirst = false
    },
  }
}

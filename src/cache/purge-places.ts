// Where the shared state of kept entries stands in Redis. With a hash tag as prefix all of it is one slot of a Cluster.

export interface Places {
  /** Of the one who may write; kept by who elects it. */
  lease: string
  /** Epoch, run of the server, count of events, feed, what waits. */
  shared: string
  records: string
  marks: string
  stream: string
  keys: string
  unstored: string
  /** Channel of the doorbell. */
  doorbell: string
  /** Channel of what was asked for. */
  asked: string
  entry: (key: string) => string
  tag: (tag: string) => string
}

export const placesUnder = (prefix = '{agb}:'): Places => ({
  lease: `${prefix}lease`,
  shared: `${prefix}purge`,
  records: `${prefix}purge:records`,
  marks: `${prefix}purge:marks`,
  stream: `${prefix}purge:stream`,
  keys: `${prefix}keys`,
  unstored: `${prefix}unstored`,
  doorbell: `${prefix}purge`,
  asked: `${prefix}asked`,
  entry: (key) => `${prefix}entry:${key}`,
  tag: (tag) => `${prefix}tag:${tag}`,
})

/** Digits of a moment in Redis: the widest safe integer, so that they compare as text. */
const DIGITS = 16

export const writeMoment = (ms: number): string => String(ms).padStart(DIGITS, '0')

export const readMoment = (text: string): number => (/^\d{16}$/.test(text) ? Number(text) : 0)

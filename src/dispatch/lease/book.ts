// The book in Redis as this process reads and writes it: typed replies, and each command with the time until it is meant.

import type { Clock } from '../../lib/clock.ts'
import type { BookSlot, Ledger } from './ledger.ts'
import type { RedisTime } from './redis-time.ts'
import type { Run, ScriptName } from './run.ts'
import { leaseMs, takeMs } from './timing.ts'

/** It ran too late to mean anything, or nobody knows whether it ran. */
type Failed = { kind: 'late' | 'unknown' }
export type Granted = { kind: 'granted'; token: string; note: string; slots: BookSlot[] }
/** The lease is another's. */
export type Lost = { kind: 'lost'; token: string; holder: string }
export type Claimed =
  | Granted
  | { kind: 'held' | 'free'; token: string; holder: string; leftMs: number }
  | { kind: 'unwritten' }
  | Failed
export type Bid = Granted | { kind: 'bidding'; leftMs: number } | { kind: 'written' } | Failed
export type Renewed = { kind: 'renewed'; slots: BookSlot[] } | Lost | { kind: 'unwritten' } | Failed
export type TookSlot = { kind: 'taken' } | { kind: 'later'; leftMs: number } | Lost | { kind: 'unwritten' } | Failed

/** What a claim says of the process that makes it. */
export interface Claimant {
  /** Its own last token, and the newest of anyone that it has seen; empty when none. */
  own: string
  seen: string
  note: string
}

/** Nothing here rejects. `sentAt` is a monotonic moment, ms. */
export interface Book {
  /** 'sure' needs a lease that was confirmed and lasts until `sureUntil`. */
  claim: (want: 'look' | 'claim' | 'sure', claimant: Claimant, sureUntil: number) => Promise<Claimed>
  bid: (claimant: Claimant) => Promise<Bid>
  renew: (token: string, note: string) => Promise<Renewed>
  take: (token: string, slot: number, take: string) => Promise<TookSlot>
  /** Whether it ran; it may run late, and twice. */
  free: (slot: number, take: string, inMs: number) => Promise<boolean>
  /** May run late: who asks for it holds nothing under that token any more. */
  release: (token: string, note: string) => Promise<void>
}

interface Parts {
  run: Run
  clock: Clock
  time: RedisTime
  ledger: Ledger
  process: string
  slots: number
  longestMs: number
  /** How long slots are held that nobody knows, in ms. */
  unknownHeldMs: number
  /** Told of every command that Redis answered, and of every one that failed. */
  onAnswered: () => void
  onFailed: (error: unknown) => void
}

const always = Number.MAX_SAFE_INTEGER

export function createBook(parts: Parts): Book {
  const { run, clock, time, ledger, process, slots, longestMs, unknownHeldMs } = parts

  /** The words after the kind and the time. A command that is meant until an unknown time is not sent. */
  async function ask(name: ScriptName, args: readonly (string | number)[], meantUntil: number | undefined) {
    if (meantUntil === undefined) return { kind: 'unknown', words: [] }
    const sentAt = clock.monotonic()
    try {
      const [kind = 'unknown', redisNow, ...words] = await run(name, [meantUntil.toFixed(3), longestMs, ...args])
      time.learn(Number(redisNow), sentAt, clock.monotonic())
      parts.onAnswered()
      return { kind, words }
    } catch (error) {
      // Commands are given up in less: the answer may well be there, but this process had no time to hear it.
      const wasBusy = clock.monotonic() - sentAt > 2 * takeMs
      if (!wasBusy) parts.onFailed(error)
      return { kind: 'unknown', words: [] }
    }
  }

  const soon = () => time.at(clock.monotonic() + takeMs)

  const toSlots = (words: readonly string[]): BookSlot[] =>
    Array.from({ length: words.length / 2 }, (_, slot) => ({
      leftMs: Number(words[2 * slot]),
      take: words[2 * slot + 1] ?? '',
    }))

  const toGranted = ([token = '', note = '', ...rest]: readonly string[]): Granted => ({
    kind: 'granted',
    token,
    note,
    slots: toSlots(rest),
  })

  const failed = (kind: string): Failed => ({ kind: kind === 'late' ? 'late' : 'unknown' })

  return {
    claim: async (want, { own, seen, note }, sureUntil) => {
      const args = [want, process, leaseMs, slots, own, seen, note, ...ledger.brought()]
      const latest = clock.monotonic() + takeMs
      const until = time.at(want === 'sure' ? Math.min(latest, sureUntil) : latest)
      const { kind, words } = await ask('claim', args, want === 'look' ? always : until)
      if (kind === 'granted') return toGranted(words)
      if (kind === 'unwritten') return { kind }
      if (kind !== 'held' && kind !== 'free') return failed(kind)
      const [token = '', holder = '', leftMs] = words
      return { kind, token, holder, leftMs: Number(leftMs) }
    },

    bid: async ({ own, seen, note }) => {
      const args = [process, leaseMs, slots, own, seen, unknownHeldMs, note, ...ledger.brought()]
      const { kind, words } = await ask('bid', args, soon())
      if (kind === 'granted') return toGranted(words)
      if (kind === 'written') return { kind }
      return kind === 'bidding' ? { kind, leftMs: Number(words[0]) } : failed(kind)
    },

    renew: async (token, note) => {
      const { kind, words } = await ask('renew', [process, leaseMs, slots, token, note], soon())
      if (kind === 'renewed') return { kind, slots: toSlots(words) }
      if (kind === 'unwritten') return { kind }
      return kind === 'lost' ? toLost(words) : failed(kind)
    },

    take: async (token, slot, take) => {
      const { kind, words } = await ask('take', [process, token, slot, take], soon())
      if (kind === 'taken' || kind === 'unwritten') return { kind }
      if (kind === 'later') return { kind, leftMs: Number(words[0]) }
      return kind === 'lost' ? toLost(words) : failed(kind)
    },

    free: async (slot, take, inMs) => (await ask('free', [slot, take, inMs], always)).kind === 'freed',

    release: async (token, note) => {
      await ask('release', [process, token, note], always)
    },
  }
}

const toLost = ([token = '', holder = '']: readonly string[]): Lost => ({ kind: 'lost', token, holder })

// Keeps the lease: claims it, renews it, gives it back, and never believes to hold what another may have.

import { createBook, type Granted } from './book.ts'
import { createFrees } from './frees.ts'
import type { KeepsLease, Lease } from './interface.ts'
import { createLag } from './lag.ts'
import { createLedger } from './ledger.ts'
import { createLoop } from './loop.ts'
import { createRedisTime } from './redis-time.ts'
import { createReluctance } from './reluctance.ts'
import { type Run, Unacknowledged } from './run.ts'
import { createSigns } from './signs.ts'
import { createTenure } from './tenure.ts'
import { awayMs, leaseMs, longestMs as longestOf, renewMs, retryMs } from './timing.ts'
import { createTrust } from './trust.ts'

/** Between two looks while somebody is waited for, in ms. */
const impatientMs = 50

export function createKeeper(parts: KeepsLease & { run: Run }): Lease {
  const { run, clock, process, slots, alone, unknownHeldMs = 2000, onHeld, onLost, onFault } = parts
  const longestMs = longestOf(parts.callTimeoutMs)
  const time = createRedisTime({ clock })
  const ledger = createLedger({ clock, process, slots, longestMs })
  const signs = createSigns({ onHolder: parts.onHolder, onAway: parts.onAway ?? (() => {}) })
  const trust = createTrust({ time, longestMs })
  const reluctance = createReluctance({ clock })
  const lags = createLag({ clock })
  const book = createBook({ run, clock, time, ledger, process, slots, longestMs, unknownHeldMs, onAnswered, onFailed })
  const frees = createFrees({ clock, book, longestMs })
  const loop = createLoop({ clock, turn, onFault, afterFaultMs: renewMs })
  const isDetached = () => alone && signs.isAway()
  const held = { clock, book, ledger, frees, time, process, slots, isDetached }
  const tenure = createTenure({ ...held, onHeld, onLost, onTaken: follow, onStale: () => loop.wake() })

  let failingSince = Infinity
  let isToldUnacknowledged = false
  /** Until when another may hold the lease, as far as known. */
  let othersUntil = -Infinity
  /** What is to be done besides giving the lease back. */
  let wish: (() => void) | undefined
  /** Somebody waits for the lease to be someone's. */
  let waiting: PromiseWithResolvers<void> | undefined
  let closing = false

  const sinceCounted = () => clock.monotonic() - tenure.countedAt()
  const lookMs = () => (waiting ? impatientMs : renewMs)
  const msUntilClaim = () => Math.max(reluctance.leftMs(), trust.leftMs())

  function onAnswered() {
    if (failingSince === Infinity) return
    failingSince = Infinity
    frees.retry()
    if (!signs.isAway()) return
    // What was taken without Redis must be written down.
    if (alone && tenure.term()) tenure.becomeStale()
    signs.setAway(false)
  }

  function onFailed(error: unknown) {
    if (error instanceof Unacknowledged) return onUnacknowledged(error)
    const now = clock.monotonic()
    failingSince = Math.min(failingSince, now)
    // One command that fails is no fault yet, and all who wait here would be sent away for it.
    if (signs.isAway() || now - failingSince < awayMs) return
    onFault(error)
    signs.setAway(true)
    signs.setHolder(alone && tenure.term() ? process : undefined)
    stopWaiting()
  }

  /** Redis is there, but whoever believes it may find itself alone after a failover. */
  function onUnacknowledged(error: Unacknowledged) {
    if (isToldUnacknowledged) return
    isToldUnacknowledged = true
    onFault(error)
  }

  function stopWaiting() {
    waiting?.resolve()
    waiting = undefined
  }

  /** The lease is with that process, or with nobody when it has no name. */
  function follow({ token, holder }: { token: string; holder: string }) {
    tenure.saw(token)
    signs.setHolder(holder || undefined)
    if (holder) stopWaiting()
  }

  function hold(granted: Granted, sentAt: number): number {
    tenure.granted(granted, sentAt)
    follow({ token: granted.token, holder: process })
    return sentAt + renewMs - clock.monotonic()
  }

  async function renew(): Promise<number> {
    const sentAt = clock.monotonic()
    const { own, note } = tenure.claimant()
    const reply = await book.renew(own, note)
    // A take may have heard of a loss first.
    if (!tenure.term()) return 0
    switch (reply.kind) {
      case 'renewed':
        isToldUnacknowledged = false
        tenure.renewed(reply, sentAt)
        signs.setHolder(process)
        return tenure.isStale() ? 0 : sentAt + renewMs - clock.monotonic()
      case 'unwritten':
        tenure.becomeStale()
        return 0
      case 'lost':
        // By a claim of ours of which the reply was lost: then it is claimed again.
        if (reply.holder === process) tenure.becomeStale()
        else {
          tenure.lose()
          follow(reply)
        }
        return 0
      case 'late':
      case 'unknown':
        break
    }
    return Math.min(retryMs, Math.max(0, leaseMs - sinceCounted()))
  }

  function want() {
    if (time.at(0) === undefined) return 'look'
    if (tenure.term()) return sinceCounted() < leaseMs ? 'sure' : 'claim'
    return msUntilClaim() > 0 ? 'look' : 'claim'
  }

  async function claim(): Promise<number> {
    const sentAt = clock.monotonic()
    const reply = await book.claim(want(), tenure.claimant(), tenure.countedAt() + leaseMs)
    switch (reply.kind) {
      case 'granted':
        return hold(reply, sentAt)
      case 'held':
        reluctance.saw(false)
        trust.saw(reply.token)
        // Ours without a term: the reply of a claim was lost, and it will be claimed again.
        if (reply.holder === process) return Math.min(lookMs(), msUntilClaim())
        tenure.lose()
        othersUntil = clock.monotonic() + reply.leftMs
        follow(reply)
        return Math.min(lookMs(), reply.leftMs + 1)
      case 'free':
        reluctance.saw(true)
        trust.saw(reply.token)
        if (tenure.term()) return 0
        follow({ token: reply.token, holder: '' })
        return Math.min(lookMs(), msUntilClaim())
      case 'unwritten':
        reluctance.saw(true)
        if (!tenure.term()) signs.setHolder(undefined)
        return bid()
      case 'unknown':
        goAlone()
        break
      case 'late':
        break
    }
    return retryMs
  }

  async function bid(): Promise<number> {
    const sentAt = clock.monotonic()
    const reply = await book.bid(tenure.claimant())
    if (reply.kind === 'granted')
      return tenure.term() || reluctance.leftMs() === 0 ? hold(reply, sentAt) : passOn(reply)
    if (reply.kind === 'written') return 0
    return reply.kind === 'bidding' && reply.leftMs > 0 ? Math.min(retryMs, reply.leftMs + 1) : retryMs
  }

  /** Who leaves the lease to others bids all the same, for what it knows of the slots; the next finds it in the book. */
  async function passOn({ token, note }: Granted): Promise<number> {
    await book.release(token, note)
    parts.onVacant?.()
    return lookMs()
  }

  /** Nobody else calls, so nobody need be asked; but whoever was here before may just have called. */
  function goAlone() {
    const from = Math.max(othersUntil, failingSince + unknownHeldMs)
    if (!alone || tenure.term() || reluctance.leftMs() > 0 || clock.monotonic() < from) return
    tenure.beginAlone()
    signs.setHolder(process)
  }

  async function giveBack(): Promise<void> {
    if (!tenure.term()) return stopWaiting()
    const { own, note } = tenure.claimant()
    tenure.lose()
    await book.release(own, note)
    // Said only now: whoever hears it finds the lease free.
    signs.setHolder(undefined)
    parts.onVacant?.()
  }

  async function turn(lateMs: number): Promise<number | undefined> {
    if (tenure.term() && !alone && sinceCounted() >= leaseMs) {
      tenure.lose()
      signs.setHolder(undefined)
    }
    if (lags(lateMs)) wish ??= reluctance.handedOver
    if (wish) {
      const then = wish
      await giveBack()
      then()
      if (wish === then) wish = undefined
      if (closing) stopWaiting()
      return closing ? undefined : 0
    }
    return tenure.term() && !tenure.isStale() ? renew() : claim()
  }

  async function stepBack(how: () => void): Promise<void> {
    if (!loop.isRunning() || closing) return
    wish = how
    waiting ??= Promise.withResolvers()
    const { promise } = waiting
    loop.wake()
    await promise
  }

  function leaveForGood() {
    reluctance.forGood()
    stopWaiting()
  }

  return {
    start: loop.start,
    look: loop.wake,
    handOver: ({ forGood = false } = {}) => stepBack(forGood ? leaveForGood : reluctance.handedOver),
    unfit: async () => {
      // It took the lease back because nobody else wanted it: then it stays.
      if (!tenure.term() || !reluctance.isUnfit()) await stepBack(reluctance.unfit)
    },
    close: async () => {
      const left = stepBack(leaveForGood)
      closing = true
      await left
      await loop.ended()
      await frees.settled()
    },
    holder: signs.holder,
  }
}

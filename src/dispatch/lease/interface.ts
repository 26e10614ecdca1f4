// What the lease needs of the rest of the process, and what it promises to it.

import type { Clock } from '../../lib/clock.ts'
import type { Term } from '../term.ts'

export interface KeepsLease {
  clock: Clock
  /** Names this process, unlike any other that ever ran. */
  process: string
  slots: number
  callTimeoutMs: number
  /** There is no other replica: without Redis it goes on by itself. */
  alone: boolean
  /** How long all slots are held, in ms, when nobody is left who knows them. */
  unknownHeldMs?: number
  onHeld: (term: Term) => void
  /** Called in the tick in which the loss is known. */
  onLost: () => void
  /** The process that holds the lease; undefined while nobody does or nobody can tell. */
  onHolder: (holder: string | undefined) => void
  /** The lease was given back and is free: the others should look now, or it is taken back before they do. */
  onVacant?: () => void
  /** Redis cannot be asked, or can again. */
  onAway?: (away: boolean) => void
  /** Redis has not answered for a while, or no replica acknowledges the lease: told once, until that is over. */
  onFault: (error: unknown) => void
}

export interface Lease {
  start: () => void
  /** Looks at once: another announced itself. */
  look: () => void
  /**
   * Gives the lease to whoever wants it, and resolves when someone has it. Nobody within 200 ms: takes it back, unless
   * `forGood`.
   */
  handOver: (options?: { forGood?: boolean }) => Promise<void>
  /** This process cannot reach the far side: hands over, and for 60 s takes the lease only when nobody else does. */
  unfit: () => Promise<void>
  /** Gives the lease back for good. */
  close: () => Promise<void>
  holder: () => string | undefined
}

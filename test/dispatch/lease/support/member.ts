// A process that keeps the lease and calls when it may, with every call written down for the far side.

import type { Lease } from '../../../../src/dispatch/lease/interface.ts'
import { createKeeper } from '../../../../src/dispatch/lease/keeper.ts'
import type { Term } from '../../../../src/dispatch/term.ts'
import type { FarSide } from './far-side.ts'
import type { Clock } from '../../../../src/lib/clock.ts'
import type { Host, World } from './world.ts'

export interface Member {
  name: string
  host: Host
  lease: Lease
  term: () => Term | undefined
  /** Every term there was. */
  terms: Term[]
  holder: () => string | undefined
  faults: unknown[]
  /** Takes every slot that seems free and calls in it; the answer comes after so long. Resolves to how many started. */
  call: (answersInMs?: number) => Promise<number>
  /** Its calls that are out. */
  out: () => number
  isDown: () => boolean
  isPaused: () => boolean
  kill: () => void
  pause: () => void
  resume: () => void
}

export interface MemberOptions {
  slots?: number
  callTimeoutMs?: number
  alone?: boolean
  unknownHeldMs?: number
  /** Given each term as it begins; what it gives back is called when the term is over. */
  serve?: (term: Term, clock: Clock) => () => void
}

export function addMember(world: World, farSide: FarSide, name: string, options: MemberOptions = {}): Member {
  const { slots = 3, callTimeoutMs = 3000, alone = false, unknownHeldMs = 2000, serve } = options
  const host = world.addHost(name)
  const { clock } = host
  const terms: Term[] = []
  const faults: unknown[] = []
  let term: Term | undefined
  let holder: string | undefined
  let down = false
  let paused = false
  let freeAt: number[] = []
  let out = 0
  let stopServing: (() => void) | undefined

  const lease = createKeeper({
    run: host.run,
    clock,
    process: name,
    slots,
    callTimeoutMs,
    alone,
    unknownHeldMs,
    onHeld: (begun) => {
      term = begun
      terms.push(begun)
      stopServing = serve?.(begun, clock)
      freeAt = begun.freeInMs.map((ms) => clock.monotonic() + ms)
    },
    onLost: () => {
      term = undefined
      stopServing?.()
    },
    onHolder: (now) => {
      holder = now
    },
    onFault: (error) => faults.push(error),
  })

  async function callIn(slot: number, held: Term, answersInMs: number): Promise<boolean> {
    freeAt[slot] = Infinity
    const taken = await held.take(slot)
    const nextIn = (ms: number) => {
      if (term === held) freeAt[slot] = clock.monotonic() + ms
    }
    if (taken.kind !== 'taken') {
      nextIn(taken.kind === 'later' ? taken.ms : 0)
      return false
    }
    if (!taken.mayStart()) {
      taken.free(0)
      nextIn(0)
      return false
    }
    const call = farSide.start(callTimeoutMs)
    out += 1
    void clock.sleep(Math.min(answersInMs, callTimeoutMs)).then(() => {
      call.end()
      out -= 1
      // Without an answer it is cut off; then the book alone frees the slot, in the end.
      if (answersInMs <= callTimeoutMs) taken.free(1000)
      nextIn(1000)
    })
    return true
  }

  return {
    name,
    host,
    lease,
    terms,
    faults,
    term: () => term,
    holder: () => holder,
    call: async (answersInMs = Infinity) => {
      const held = term
      if (!held || down || paused) return 0
      const ready = freeAt.flatMap((at, slot) => (at <= clock.monotonic() ? [slot] : []))
      const started = await Promise.all(ready.map((slot) => callIn(slot, held, answersInMs)))
      return started.filter(Boolean).length
    },
    out: () => out,
    isDown: () => down || paused,
    isPaused: () => paused,
    kill: () => {
      down = true
      paused = false
      host.kill()
    },
    pause: () => {
      paused = true
      host.pause()
    },
    resume: () => {
      paused = false
      host.resume()
    },
  }
}

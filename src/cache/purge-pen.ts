// What writes the shared state: scripts that run only while the lease is ours.

import type { Cluster, Redis } from 'ioredis'
import { anyScripts, ourScripts } from './lua/scripts.ts'
import type { Places } from './purge-places.ts'
import { asStoreFault, type StoreFault } from './store-fault.ts'

/** The lease is another's: whatever was to be written, it is not ours to write. */
export class NotOurs extends Error {
  constructor() {
    super('the lease is held by another process')
    this.name = 'NotOurs'
  }
}

/** Nobody vouches for the shared state: Redis was restarted, emptied or replaced since this process read it. */
export class Unvouched extends Error {
  constructor() {
    super('the shared state is not the one that this process knows')
    this.name = 'Unvouched'
  }
}

type Keys = readonly string[]
type Args = ReadonlyArray<string | number | Buffer>

export interface Pen {
  /**
   * Runs a script with the keys and arguments that all of them begin with.
   * @throws NotOurs, Unvouched, StoreFault
   */
  run: (name: keyof typeof ourScripts, keys: Keys, args: Args) => Promise<unknown>
  /** As `run`, without the lease, in the epoch that is given. @throws StoreFault */
  runIn: (epoch: string, name: 'keepAgain' | 'listAgain', keys: Keys, args: Args) => Promise<unknown>
  /** Names the state that events are told in. */
  epoch: () => string
  begin: (epoch: string) => void
}

export interface PenParts {
  redis: Redis | Cluster
  places: Places
  /** Of the lease, while this process holds it. */
  token: () => string | undefined
  onFault: (fault: StoreFault) => void
  /** Events kept in the stream: who missed more begins anew. */
  maxEvents?: number
}

/** At ten written entries a second, a quarter of an hour. */
const MAX_EVENTS = 10_000

export function createPen({ redis, places, token, onFault, maxEvents = MAX_EVENTS }: PenParts): Pen {
  const { lease, shared, records, marks, stream, keys: all, unstored, doorbell } = places
  const first = [lease, shared, records, marks, stream, all, unstored]
  let epoch = ''

  async function evaluate(script: string, held: string, within: string, keys: Keys, args: Args): Promise<unknown> {
    const count = first.length + keys.length
    try {
      return await redis.eval(script, count, ...first, ...keys, held, within, doorbell, maxEvents, ...args)
    } catch (error) {
      const fault = asStoreFault(error)
      onFault(fault)
      throw fault
    }
  }

  return {
    epoch: () => epoch,
    begin: (next) => {
      epoch = next
    },
    run: async (name, keys, args) => {
      const held = token()
      if (held === undefined) throw new NotOurs()
      const reply = await evaluate(ourScripts[name], held, epoch, keys, args)
      if (reply === 'not-ours') throw new NotOurs()
      if (reply === 'unvouched') throw new Unvouched()
      return reply
    },
    runIn: (within, name, keys, args) => evaluate(anyScripts[name], '', within, keys, args),
  }
}

// Bytes between processes over Redis pub/sub: at most once, to whoever listens now.

import type { Cluster, Redis } from 'ioredis'
import type { Clock } from '../../lib/clock.ts'

export interface Ears {
  onBytes: (bytes: Buffer) => void
  /** Listening, for the first time or again: what was said in between was missed. */
  onConnected: () => void
}

export interface Channel {
  /** Begins to listen. Once only. */
  open: (ears: Ears) => void
  /** Rejects when Redis is away or gives no answer in time; then it may have been sent or not. */
  publish: (to: string, bytes: Buffer) => Promise<void>
  close: () => Promise<void>
}

export interface ChannelParts {
  /** To publish with; stays its maker's to close. */
  redis: Redis | Cluster
  /** Makes a connection to listen with, without an offline queue; closed here. */
  connect: () => Redis | Cluster
  clock: Clock
  process: string
  prefix?: string
  /** Listening failed, or its connection was found dead. */
  onFault: (error: unknown) => void
}

/** Between two echoes, in ms: a dead connection is found within two. */
const ECHO_MS = 1000
/** A turn that comes so much late, in ms, says more of this process than of the connection. */
const LATE_MS = 500
/** Echoes that a connection may miss while it is being made. */
const PATIENCE = 4
const ECHO = Buffer.alloc(0)

/**
 * Listens to `{agb}:to:<process>` and `{agb}:all`. Pub/sub tells a listener nothing of a connection that died in silence,
 * and behind a Cluster it is one we cannot reach; so this process publishes an empty message to itself each second.
 * Published well and not heard: the connection is given up, whatever state it is in, for a new one.
 */
export function createChannel(parts: ChannelParts): Channel {
  const { redis, connect, clock, process, prefix = '{agb}:', onFault } = parts
  const placeOf = (to: string) => (to === 'all' ? `${prefix}all` : `${prefix}to:${to}`)
  const closed = new AbortController()
  let drop: (() => void) | undefined
  let subscribed = false
  let heard = true
  let missed = 0

  function listen({ onBytes, onConnected }: Ears) {
    const listener = connect()
    const own = Buffer.from(placeOf(process))

    // By hand after each connect, though ioredis would do it too: it does not tell when it is done.
    const subscribe = () => void listener.subscribe(placeOf(process), placeOf('all')).then(begin, onFault)

    function begin() {
      if (drop !== leave) return
      subscribed = true
      heard = true
      onConnected()
    }

    function receive(channel: Buffer, bytes: Buffer) {
      heard = true
      if (bytes.length > 0 || !own.equals(channel)) onBytes(bytes)
    }

    function leave() {
      listener.off('ready', subscribe).off('messageBuffer', receive).off('close', deafen)
      listener.disconnect()
    }

    const deafen = () => {
      subscribed = false
    }

    drop = leave
    listener.on('ready', subscribe).on('messageBuffer', receive).on('close', deafen)
    if (listener.status === 'ready') subscribe()
  }

  function renew(ears: Ears) {
    onFault(new Error('the connection that listens is dead'))
    drop?.()
    subscribed = false
    missed = 0
    listen(ears)
  }

  async function watch(ears: Ears) {
    while (!closed.signal.aborted) {
      heard = false
      const published = await publish(process, ECHO).then(
        () => true,
        () => false,
      )
      const began = clock.monotonic()
      await clock.sleep(ECHO_MS, closed.signal).catch(() => undefined)
      const late = clock.monotonic() - began > ECHO_MS + LATE_MS
      if (heard) missed = 0
      else if (published && !late) missed += 1
      if (!closed.signal.aborted && missed > (subscribed ? 0 : PATIENCE)) renew(ears)
    }
  }

  async function publish(to: string, bytes: Buffer) {
    await redis.publish(placeOf(to), bytes)
  }

  return {
    open: (ears) => {
      listen(ears)
      void watch(ears)
    },
    publish,
    close: async () => {
      closed.abort()
      drop?.()
    },
  }
}

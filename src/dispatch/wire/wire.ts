// The wire between the processes of a fleet: both sides of it, on one channel.

import type { Keys } from '../../lib/keys.ts'
import { type AnswererParts, createAnswerer } from './answerer.ts'
import { type AskerParts, createAsker } from './asker.ts'
import type { Channel } from './channel.ts'
import type { Codec, SharedStore } from './codec.ts'
import { ALL, createPost, type Dropped } from './post.ts'
import type { Join } from '../question.ts'

type Sides<Parts, Answer> = Omit<AskerParts<Parts, Answer> & AnswererParts<Parts, Answer>, 'post' | 'codec' | 'shared'>

export interface WireParts<Parts, Answer> extends Sides<Parts, Answer> {
  channel: Channel
  codec: Codec<Parts, Answer>
  shared?: SharedStore<Answer> | undefined
  /** With keys each message carries a MAC, and none without is believed. */
  keys?: (() => Keys) | undefined
  /** Another process says that it is the dispatcher now: to be looked at, then told with `holder`. */
  onAnnounced?: (process: string, token: string) => void
  /** The dispatcher will give the lease away in a moment. */
  onLeaving?: () => void
  /** Something came in that was ignored. */
  onDropped?: (why: Dropped) => void
}

export interface Wire<Parts, Answer> {
  /** Asks whoever is the dispatcher; see `Asker`. */
  join: Join<Parts, Answer>
  holder: (process: string | undefined) => void
  away: (away: boolean) => void
  /** This process is the dispatcher now, or, without a token, no longer: all others hear it. After its desk is there. */
  announce: (token: string) => void
  /** This process will give the lease away in a moment: whoever may be next can get ready. */
  leaving: () => void
  /** The lease is lost or given away: see `Answerer`. After its desk is gone. */
  handedOver: () => void
  close: () => Promise<void>
  stats: () => { open: number; unheard: number; held: number; poisoned: number }
}

export function createWire<Parts, Answer>(parts: WireParts<Parts, Answer>): Wire<Parts, Answer> {
  const { channel, process, keys, onFault } = parts
  const { onAnnounced = () => undefined, onLeaving = () => undefined, onDropped = () => undefined } = parts
  const post = createPost({
    channel,
    clock: parts.clock,
    process,
    keys,
    onMessage: (from, message) => {
      answerer.heard(from, message)
      asker.heard(from, message)
      if (message.kind === 'dispatcher') onAnnounced(from, message.token)
      if (message.kind === 'leaving') onLeaving()
    },
    onConnected: () => asker.resubscribed(),
    onDropped,
    onFault,
  })
  const asker = createAsker({ ...parts, post })
  const answerer = createAnswerer({ ...parts, post })
  post.open()

  return {
    join: asker.join,
    holder: asker.holder,
    away: asker.away,
    announce: (token) => post.send(ALL, { kind: 'dispatcher', token }),
    leaving: () => post.send(ALL, { kind: 'leaving' }),
    handedOver: answerer.handedOver,
    close: async () => {
      asker.close()
      answerer.close()
      await post.close()
    },
    stats: () => ({ ...asker.stats(), ...answerer.stats() }),
  }
}

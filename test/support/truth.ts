// What one party was called at Vektis and since when, and whether answers of the gateway claim more than was true.

import type { Control } from '../../src/sandbox/control.ts'
import { createFeed } from '../../src/sandbox/register/feed.ts'
import type { FleetReplica } from './fleet.ts'
import type { Reply } from './replica.ts'

export interface Seen {
  replica: string
  path: string
  caller: string
  /** 0: there was no answer. */
  status: number
  /** The name in it; undefined: it names no such party. */
  name: string | undefined
  /** `AGB-Actueel-Op`, in ms since the epoch. */
  provenAt: number
  /** `AGB-Opgehaald-Op`, in ms since the epoch. */
  fetchedAt: number
  /** Value of `AGB-Onbewezen`. */
  flag: string | undefined
  /** It was fetched for this question, and may not be held here yet: an answer comes ahead of its landing. */
  fetched: boolean
  /** When the answer was in, in ms since the epoch. */
  at: number
}

export interface Truth {
  agbcode: string
  /** It gets another name, in this tick. Gives the name. */
  rename: () => string
  /** It is gone, in this tick. */
  remove: () => void
  /** The name of now; undefined when it is gone. */
  name: () => string | undefined
  /** When it got this name, in ms since the epoch. */
  since: () => number
  /** What is wrong with an answer, if anything: a claim to be proven as of a moment at which it was no longer so. */
  lieIn: (seen: Seen) => string | undefined
}

/** Never part of a name that the sandbox makes, and the same in a detail and in the relaties of others. */
const NAME = /Waarde\d+x/i

const nameIn = (text: string): string | undefined => NAME.exec(text)?.[0].toLowerCase()

/** Unlike every other of this process, so that the names of two parties in one answer are not taken for each other. */
let names = 0

/**
 * Gives the party its first name at once, and lets a new day begin: no list names anybody until something changes. What is fetched in the millisecond of a change may be of before it, so a claim
 * for that very moment is no lie.
 */
export function createTruth(control: Pick<Control, 'mutate' | 'register'>, agbcode: string): Truth {
  const held: Array<{ name: string | undefined; since: number }> = []
  const now = () => held.at(-1)

  function rename(): string {
    names += 1
    const name = `Waarde${names}x`
    held.push({ name: name.toLowerCase(), since: Date.now() })
    control.mutate({ kind: 'change', agbcode, set: { Achternaam: name } })
    return name.toLowerCase()
  }

  rename()
  control.register.feed = createFeed()
  return {
    agbcode,
    rename,
    remove: () => {
      held.push({ name: undefined, since: Date.now() })
      control.mutate({ kind: 'remove', agbcode })
    },
    name: () => now()?.name,
    since: () => now()?.since ?? 0,
    lieIn: ({ replica, path, name, provenAt, at, flag }) => {
      const place = held.findIndex((each) => each.name === name)
      const next = held[place + 1]
      if (place >= 0 && (!next || provenAt <= next.since)) return undefined
      const claim = `${name} is proven as of ${iso(provenAt)}${flag ? ` (${flag})` : ''}`
      return `${replica} says at ${iso(at)} on ${path}: ${claim}; it was not since ${iso(next?.since ?? 0)}`
    },
  }
}

const iso = (ms: number) => (Number.isNaN(ms) ? 'never' : new Date(ms).toISOString().slice(11))

/** One answer as it is judged. An answer that is no 200 and no 404 claims nothing. */
export async function see(replica: FleetReplica, path: string, caller = 'alles'): Promise<Seen> {
  const reply = await replica.ask(path, { caller, wait: 10 }).catch((): Partial<Reply> => ({}))
  const { status = 0, headers = {}, text = '' } = reply
  const flag = headers['agb-onbewezen']
  return {
    replica: replica.name,
    path,
    caller,
    status,
    name: status === 200 ? nameIn(text) : undefined,
    provenAt: Date.parse(String(headers['agb-actueel-op'])),
    fetchedAt: Date.parse(String(headers['agb-opgehaald-op'])),
    flag: flag === undefined ? undefined : String(flag),
    fetched: String(headers['cache-status']).includes('; stored'),
    at: Date.now(),
  }
}

export const isAnswer = ({ status }: Seen): boolean => status === 200 || status === 404

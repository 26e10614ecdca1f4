// The Lua scripts of kept entries and of what replicas tell each other, ready for Redis.

import { readFileSync } from 'node:fs'

const read = (name: string) => readFileSync(new URL(`${name}.lua`, import.meta.url), 'utf8')

/** A script of the dispatcher. What only tells or takes away must also go when Redis is full. */
const ours = (name: string, flags = ' flags=allow-oom') => `#!lua${flags}\n${read('ours')}\n${read(name)}`
const keep = (who: string, flags?: string) => `${ours(who, flags)}\n${read('keep')}`

/** Scripts that refuse when the lease is no longer ours. */
export const ourScripts = {
  check: ours('check'),
  erase: ours('erase'),
  keep: keep('keep-ours', ''),
  /** `keep` without a value: that there is no room must not hide that an entry is held elsewhere. */
  list: keep('keep-ours'),
  vouch: ours('vouch'),
  write: ours('write'),
} as const

/** Scripts that every replica may run. */
export const anyScripts = {
  held: read('held'),
  /** `keep` of what Redis lost, by whoever still holds it. */
  keepAgain: keep('keep-again', ''),
  listAgain: keep('keep-again'),
  read: read('read'),
  recut: read('recut'),
} as const

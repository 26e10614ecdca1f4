// The policy in force: its file is looked at every second, a sound change replaces it whole, a faulty one changes nothing.

import { createHash } from 'node:crypto'
import type { Clock } from '../lib/clock.ts'
import { writeFault } from './fault.ts'
import type { Policy } from '../doelbinding/policy.ts'
import { readPolicy } from './read-policy.ts'

const LOOK_EVERY_MS = 1_000

export interface PolicyLifeParts {
  /** As read at start. */
  first: Policy
  /** Name under which faults name the file. */
  file: string
  /** The bytes of the file as they are now. */
  read: () => Promise<Uint8Array>
  clock: Clock
  /**
   * Makes a change known before it holds: what is in force stands in the audit. When it rejects the old policy stays and
   * the change comes again at the next look.
   */
  announce: (oud: Policy, nieuw: Policy) => Promise<void>
  /** Told once the new policy is in force, with its warnings as lines for people. */
  onChange: (oud: Policy, nieuw: Policy, waarschuwingen: readonly string[]) => void
  /** Told once of each file that is refused, with its faults as lines for people; they show no key or hash. */
  onRefused: (faults: readonly string[]) => void
}

export interface PolicyLife {
  /** The policy in force: a whole one, never part of another. */
  policy: () => Policy
  /** Stops looking; resolves when a change that was under way is done. */
  close: () => Promise<void>
}

/**
 * Looks at the contents, not at times or inodes, so a swapped symlink (a mounted ConfigMap) shows like any other change.
 * A new content counts once it was seen twice: half of a YAML file can be a sound policy with half of the afnemers.
 *   editor truncates and writes 4 KB → we read a policy that holds → editor writes the rest
 */
export function createPolicyLife(parts: PolicyLifeParts): PolicyLife {
  const { first, file, read, clock, announce, onChange, onRefused } = parts
  let inForce = first
  /** Hash of what was read a look ago, and of what was refused. */
  let seen = first.hash
  let refused = ''

  function refuse(hash: string, faults: readonly string[]): void {
    if (hash === refused) return
    refused = hash
    onRefused(faults)
  }

  async function replace(bytes: Uint8Array, hash: string): Promise<void> {
    const lezing = readPolicy(bytes, file, clock.now())
    if ('faults' in lezing) return refuse(hash, lezing.faults.map(writeFault))
    const oud = inForce
    const known = await announce(oud, lezing.policy).then(
      () => true,
      () => false,
    )
    if (!known) return
    inForce = lezing.policy
    refused = ''
    onChange(oud, inForce, lezing.waarschuwingen.map(writeFault))
  }

  async function look(): Promise<void> {
    const bytes = await read().catch((fault: NodeJS.ErrnoException) => fault)
    const hash = bytes instanceof Error ? `unreadable ${bytes.code}` : createHash('sha256').update(bytes).digest('hex')
    const settled = hash === seen
    seen = hash
    if (!settled || hash === refused) return
    if (hash === inForce.hash) refused = ''
    else if (bytes instanceof Error) refuse(hash, [`${file}: kan niet worden gelezen (${bytes.code ?? 'onbekend'})`])
    else await replace(bytes, hash)
  }

  const closing = new AbortController()
  async function watch(): Promise<void> {
    while (!closing.signal.aborted) {
      await clock.sleep(LOOK_EVERY_MS, closing.signal).catch(() => {})
      if (!closing.signal.aborted) await look()
    }
  }
  const watching = watch()

  return {
    policy: () => inForce,
    close: async () => {
      closing.abort()
      await watching
    },
  }
}

// Reads a policy file: the whole policy with its warnings, or every fault at once.

import { createHash } from 'node:crypto'
import { buildPolicy } from './build-policy.ts'
import { checkPolicy } from './check-policy.ts'
import { createFaults, type Fault } from './fault.ts'
import type { Policy } from '../doelbinding/policy.ts'
import { readTree } from './policy-tree.ts'
import { warnAboutDoelen } from './warn-doel.ts'
import { warnAboutSamenhang } from './warn-samenhang.ts'
import { warnAboutSleutels } from './warn-sleutel.ts'

export type Lezing = { policy: Policy; waarschuwingen: Fault[] } | { faults: Fault[] }

/**
 * Reads YAML 1.2 or JSON. Pure; never throws, whatever the bytes. Deny by default: one fault anywhere and there is no
 * policy. Faults and warnings come in the order of the file and show no key or hash.
 * @param file name under which faults name the file.
 * @param now ms since the epoch; with it, doelen, approvals and keys that lapse within 30 days are warned about.
 */
export function readPolicy(bytes: Uint8Array, file: string, now?: number): Lezing {
  const faults = createFaults(file)
  const tree = readTree(bytes, faults.report)
  const checked = tree && checkPolicy(tree, faults.report)
  // The tree can have faults that the check does not see, such as a name that stands twice.
  const found = faults.sorted()
  if (!checked || found.length > 0) return { faults: found }

  const warnings = createFaults(file)
  warnAboutDoelen(checked, warnings.report, now)
  warnAboutSleutels(checked, warnings.report, now)
  warnAboutSamenhang(checked, warnings.report)
  const hash = createHash('sha256').update(bytes).digest('hex')
  return { policy: buildPolicy(checked, hash), waarschuwingen: warnings.sorted() }
}

// The policy in force and all that hangs on a change of it: audit, log, metrics, alarms, and what the cache may hold.

import type { Logger } from 'pino'
import { eigenRegel } from '../audit/eigen-regel.ts'
import type { Judge, Revised } from '../cache/store.ts'
import { versmalt } from '../doelbinding/bewaren.ts'
import type { Policy } from '../doelbinding/policy.ts'
import { createPolicyLife } from '../policy/policy-life.ts'
import { createTermijnen } from '../policy/termijnen.ts'
import { verschil } from '../policy/verschil.ts'
import type { SchrijfRegel } from '../domain/regel.ts'
import type { Clock } from '../lib/clock.ts'
import type { Alarm } from '../observability/alarm.ts'
import type { Metrics } from '../observability/metrics.ts'
import { createOpschonen } from '../raadpleging/opschonen.ts'

export interface PolicyInForceParts {
  first: Policy
  /** Path of the policy file. */
  file: string
  /** Reads it again; absent: the first policy stays. */
  readFile: ((path: string) => Promise<Uint8Array>) | undefined
  clock: Clock
  schrijf: SchrijfRegel
  metrics: Metrics
  alarm: Alarm
  logger: Logger
  /** Looks again at every entry that is held in this process, and at those that are shared. */
  near: (judge: Judge) => Revised
  far: ((judge: Judge, signal: AbortSignal) => Promise<Revised>) | undefined
}

/** Opens it; closing goes on the stack. @returns the policy in force, to be asked for at each decision */
export function openPolicyInForce(parts: PolicyInForceParts, closing: AsyncDisposableStack): () => Policy {
  const { first, file, readFile, clock, schrijf, metrics, alarm, logger, near, far } = parts
  metrics.policyReloads.inc({ result: 'ok' })
  metrics.policyReloads.inc({ result: 'refused' }, 0)
  let inForce = () => first

  const opschonen = createOpschonen({
    policy: () => inForce(),
    clock,
    near,
    ...(far && { far }),
    onDone: (revised) => logger.info({ ...revised }, 'cache looked at again by the doelen in force'),
  })
  closing.defer(opschonen.close)

  const termijnen = createTermijnen({
    policy: () => inForce(),
    clock,
    onNear: ({ doelen, goedkeuringen, sleutels }) => {
      if (doelen.length + goedkeuringen.length > 0)
        alarm('doel-verlopen', 'doelen or their approvals lapse within 30 days or have lapsed', {
          doelen,
          goedkeuringen,
        })
      if (sleutels.length > 0)
        logger.warn({ afnemers: sleutels }, 'keys of callers lapse within 30 days or have lapsed')
    },
  })
  closing.defer(termijnen.close)

  if (!readFile) return inForce
  const life = createPolicyLife({
    first,
    file,
    read: () => readFile(file),
    clock,
    announce: (oud, nieuw) => schrijf(eigenRegel('policy-gewijzigd', nieuw.hash, verschil(oud, nieuw))),
    onChange: (oud, nieuw, waarschuwingen) => {
      metrics.policyReloads.inc({ result: 'ok' })
      logger.info({ wijziging: verschil(oud, nieuw) }, 'another policy is in force')
      for (const waarschuwing of waarschuwingen) logger.warn(`POLICY_FILE ${waarschuwing}`)
      termijnen.check()
      if (versmalt(oud.doelen.values(), nieuw.doelen.values(), clock.now())) opschonen.start()
    },
    onRefused: (faults) => {
      metrics.policyReloads.inc({ result: 'refused' })
      alarm('policy', 'the changed policy file is refused; the policy before it stays in force', { faults })
    },
  })
  closing.defer(life.close)
  inForce = life.policy
  return inForce
}

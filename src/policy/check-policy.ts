// Checks the policy file as a whole: its top, every doel, every afnemer and what ties them.

import { blockOf, required, rowOf } from './check-block.ts'
import { type Check, checkId, type Located, located, reject, text } from './check-value.ts'
import { type AfnemerRow, createAfnemerCheck } from './check-afnemer.ts'
import { checkDoel, type DoelRow } from './check-doel.ts'
import { type Place, type Report, show } from './fault.ts'
import type { Node } from './policy-tree.ts'

/** A policy in which no fault was found, every value with its place. */
export interface PolicyRow {
  verwerkingsverantwoordelijke: { naam: string; fg: Located<string> }
  doelen: ReadonlyMap<string, Located<DoelRow>>
  afnemers: ReadonlyMap<string, Located<AfnemerRow>>
}

const versie: Check<1> = (node, report) =>
  node.kind === 'scalar' && node.value === 1
    ? located(node, 1)
    : reject(node, report, 'deze gateway kent alleen versie 1; schrijf versie: 1')

const isId = (name: string, at: Place, report: Report): name is string => checkId(name, at, report)

/** The ids of the doelen that may be shown, of faulty doelen too: a fault in one is no reason to call it unknown. */
function declared(node: Node): string[] {
  const doelen = node.kind === 'table' ? node.entries.get('doelen')?.value : undefined
  return doelen?.kind === 'table' ? [...doelen.entries.keys()].filter((id) => show(id) === id) : []
}

/** Reports every fault in one run, or gives the whole policy. */
export function checkPolicy(node: Node, report: Report): PolicyRow | undefined {
  const found = rowOf({
    versie: required(versie),
    verwerkingsverantwoordelijke: required(rowOf({ naam: required(text()), fg: required(text()) })),
    doelen: required(blockOf(isId, checkDoel)),
    afnemers: required(blockOf(isId, createAfnemerCheck(declared(node)))),
  })(node, report)
  if (!found) return undefined
  const { verwerkingsverantwoordelijke: wie, doelen, afnemers } = found.value
  return {
    verwerkingsverantwoordelijke: { naam: wie.value.naam.value, fg: wie.value.fg },
    doelen: doelen.value,
    afnemers: afnemers.value,
  }
}

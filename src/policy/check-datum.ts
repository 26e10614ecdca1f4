// Checks a day of the policy: `yyyy-MM-dd`, and one that exists.

import { type Dag, leesDag } from '../domain/datum.ts'
import { type Check, located, reject } from './check-value.ts'

export interface Datum {
  /** `yyyy-MM-dd`, as written. */
  tekst: string
  dag: Dag
}

const WRITTEN = /^\d{4}-\d{2}-\d{2}$/

export const datum: Check<Datum> = (node, report) => {
  const value = node.kind === 'scalar' ? node.value : undefined
  if (typeof value !== 'string' || !WRITTEN.test(value)) {
    return reject(node, report, 'moet een dag zijn; schrijf hem als jjjj-mm-dd')
  }
  const dag = leesDag(value)
  return dag ? located(node, { tekst: value, dag }) : reject(node, report, 'deze dag bestaat niet; verbeter de datum')
}

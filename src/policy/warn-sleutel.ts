// Keys that lapse soon or have lapsed: whoever still uses one is refused from one day to the next.

import type { PolicyRow } from './check-policy.ts'
import type { Report } from './fault.ts'
import { dagenTot, eindeVan, TIJDIG } from '../doelbinding/verloop.ts'

/** @param now ms since the epoch; without it nothing is said. */
export function warnAboutSleutels({ afnemers }: PolicyRow, report: Report, now?: number): void {
  if (now === undefined) return
  const sleutels = [...afnemers.values()].flatMap(({ value }) => value.sleutels?.value ?? [])
  for (const { value } of sleutels) {
    if (!value.geldigTot) continue
    const { at, value: einde } = value.geldigTot
    const rest = dagenTot(eindeVan(einde.dag), now)
    if (rest <= 0) report(at, 'de sleutel is verlopen en wordt geweigerd; haal hem weg')
    else if (rest <= TIJDIG) {
      report(at, `de sleutel verloopt binnen ${rest} ${rest === 1 ? 'dag' : 'dagen'}; geef op tijd een nieuwe uit`)
    }
  }
}

// The way to Vektis as configured: lines under the hospital's certificate, and a warning before that one ends.

import type { Clock } from '../lib/clock.ts'
import type { Alarm } from '../observability/alarm.ts'
import type { Prepared } from '../prepare.ts'
import { createLines, type Lines } from '../upstream/lines.ts'

export interface VektisParts {
  prepared: Prepared
  clock: Clock
  alarm: Alarm
}

const DAY_MS = 86_400_000
const WARN_DAYS = 30

/** At start and once a day, until the signal. */
async function watchCertificate({ prepared, clock, alarm }: VektisParts, signal: AbortSignal): Promise<void> {
  for (;;) {
    const days = Math.floor((prepared.identity.expiresAt - clock.now()) / DAY_MS)
    if (days < WARN_DAYS) alarm('certificaat', 'the client certificate for Vektis ends soon', { days })
    await clock.sleep(DAY_MS, signal)
  }
}

/** Opens nothing yet: a line is made when one is asked for. Closing goes on the stack. */
export function openVektis(
  parts: VektisParts,
  closing: AsyncDisposableStack,
): Pick<Lines, 'open' | 'openAhead' | 'stats'> {
  const { settings, identity, vektisCa, token } = parts.prepared
  const lines = createLines({
    identity,
    ca: vektisCa,
    origin: new URL(settings.VEKTIS_URL),
    authorization: () => token,
    connections: settings.VEKTIS_CALLS_PER_SECOND,
    clock: parts.clock,
  })
  closing.defer(lines.close)
  const ending = new AbortController()
  closing.defer(() => ending.abort())
  watchCertificate(parts, ending.signal).catch(() => {})
  return lines
}

// The way to Vektis as configured: connections under the hospital's certificate, and a warning before that one ends.

import type { Call } from '../domain/outcome.ts'
import type { Clock } from '../lib/clock.ts'
import type { Alarm } from '../observability/alarm.ts'
import type { Prepared } from '../prepare.ts'
import { createAgent } from '../upstream/agent.ts'
import { createClient } from '../upstream/client.ts'

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

/** Opens the connections; closing goes on the stack. */
export function openVektis(parts: VektisParts, closing: AsyncDisposableStack): Call {
  const { settings, identity, vektisCa, token } = parts.prepared
  const agent = createAgent({
    identity,
    ca: vektisCa,
    connections: settings.VEKTIS_CALLS_PER_SECOND,
    timeoutMs: settings.VEKTIS_TIMEOUT_MS,
  })
  closing.defer(() => agent.destroy())
  const ending = new AbortController()
  closing.defer(() => ending.abort())
  watchCertificate(parts, ending.signal).catch(() => {})
  return createClient({
    dispatcher: agent,
    origin: settings.VEKTIS_URL,
    authorization: () => token,
    timeoutMs: settings.VEKTIS_TIMEOUT_MS,
  })
}

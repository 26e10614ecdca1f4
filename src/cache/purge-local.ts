// The shared state of a gateway that is alone: what is told is known, and always heard.

import type { PurgeEvent } from './purge-event.ts'
import type { PurgeLog } from './purge-log.ts'

export const createLocalLog = ({ onEvent }: { onEvent: (event: PurgeEvent) => void }): PurgeLog => ({
  epoch: () => '',
  prepare: async () => {},
  settle: async () => {},
  tell: async (event) => onEvent(event),
  forget: async () => {},
})

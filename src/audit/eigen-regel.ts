// A line about something the gateway did by itself: nobody asked, and nothing was given.

import { randomUUID } from 'node:crypto'
import type { Bijzonderheden, Regel } from '../domain/regel.ts'

/** @param policy hash of the policy in force; `bijzonderheden` names and counts, never a value, an AGB-code or a key */
export const eigenRegel = (handeling: string, policy: string, bijzonderheden: Bijzonderheden): Regel => ({
  verzoekId: randomUUID(),
  traceId: null,
  spanId: null,
  afnemer: null,
  gebruiker: null,
  doel: null,
  grondslag: null,
  handeling,
  betrokkenen: [],
  uitgeleverd: [],
  weggelaten: [],
  herkomst: null,
  besluit: 'toegestaan',
  reden: null,
  status: null,
  policy,
  bijzonderheden,
})

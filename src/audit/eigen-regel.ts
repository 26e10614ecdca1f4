// A line about something the gateway did by itself: nobody asked, and nothing was given.

import { randomUUID } from 'node:crypto'
import { type Bijzonderheden, legeRegel, type Regel } from '../domain/regel.ts'

/** @param policy hash of the policy in force; `bijzonderheden` names and counts, never a value, an AGB-code or a key */
export const eigenRegel = (handeling: string, policy: string, bijzonderheden: Bijzonderheden): Regel => ({
  ...legeRegel({ verzoekId: randomUUID(), handeling, policy }),
  bijzonderheden,
})

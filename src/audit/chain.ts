// The chain: each line holds the hash of the one before, so that a change in the middle shows by itself.

import { hash } from 'node:crypto'
import type { Regel } from '../domain/regel.ts'

/** The last line of a chain; before its first line `volgnummer` is 0 and `hash` is that of the chain before it. */
export interface Head {
  keten: string
  volgnummer: number
  hash: string | null
}

export const sha256 = (bytes: string | Uint8Array): string => hash('sha256', bytes, 'hex')

/**
 * What a line says, without its place in the chain and without a closing brace. The order of the properties is fixed
 * here, and what else the object may carry is left out.
 */
export function writeBody(regel: Regel, tijdstip: string): string {
  return JSON.stringify({
    tijdstip,
    verzoekId: regel.verzoekId,
    traceId: regel.traceId,
    spanId: regel.spanId,
    afnemer: regel.afnemer,
    gebruiker: regel.gebruiker,
    doel: regel.doel,
    grondslag: regel.grondslag,
    handeling: regel.handeling,
    betrokkenen: regel.betrokkenen,
    uitgeleverd: regel.uitgeleverd,
    weggelaten: regel.weggelaten,
    herkomst: regel.herkomst,
    besluit: regel.besluit,
    reden: regel.reden,
    status: regel.status,
    policy: regel.policy,
    bijzonderheden: regel.bijzonderheden,
  }).slice(0, -1)
}

/** Puts bodies behind a head: whole lines, each with its newline, and the head that they lead to. */
export function link(bodies: readonly string[], head: Head): { lines: string; head: Head } {
  let { volgnummer, hash: vorige } = head
  let lines = ''
  for (const body of bodies) {
    volgnummer += 1
    const hashed = `${body},"keten":"${head.keten}","volgnummer":${volgnummer},"vorige":${JSON.stringify(vorige)}`
    vorige = sha256(hashed)
    lines += `${hashed},"hash":"${vorige}"}\n`
  }
  return { lines, head: { keten: head.keten, volgnummer, hash: vorige } }
}

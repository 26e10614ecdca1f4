// Who consulted a party: the lines of audit files that name one of its pseudonyms (AVG art. 15).

import { inAmsterdam, schrijfDag } from '../domain/datum.ts'
import { readLine } from './line.ts'
import { readLines } from './lines.ts'
import type { Auditregel } from './regel.ts'

/** One consultation, in the words of the audit line; `uitgeleverd` is empty when the register had nothing. */
export type Raadpleging = Pick<Auditregel, 'tijdstip' | 'doel' | 'grondslag' | 'uitgeleverd' | 'afnemer' | 'gebruiker'>

export interface Inzage {
  /** By moment. */
  raadplegingen: Raadpleging[]
  /** Questions for this party that were refused: nothing was given. */
  geweigerd: number
  /** `file:line` of lines that were changed. A half line is none: nobody was answered for it. */
  onleesbaar: string[]
}

/** Days in Amsterdam, `yyyy-MM-dd`, both included. */
export interface Periode {
  van?: string | undefined
  tot?: string | undefined
}

/**
 * Looks for the pseudonyms in every line of the files. Does not prove the chains whole: that is `verify`.
 * @throws when a file cannot be read
 */
export async function findRaadplegingen(
  files: readonly string[],
  pseudonyms: readonly string[],
  { van = '', tot = '9999-12-31' }: Periode,
): Promise<Inzage> {
  const inzage: Inzage = { raadplegingen: [], geweigerd: 0, onleesbaar: [] }
  for (const file of files) {
    for await (const { bytes, number } of readLines(file)) {
      const gelezen = readLine(bytes)
      if (gelezen.soort === 'gebroken') inzage.onleesbaar.push(`${file}:${number}`)
      if (gelezen.soort !== 'heel') continue
      // Few lines are about this party: only those are read in full.
      if (!pseudonyms.some((pseudonym) => bytes.includes(pseudonym))) continue
      const raadpleging = JSON.parse(bytes.toString()) as Auditregel
      if (!pseudonyms.some((pseudonym) => raadpleging.betrokkenen.includes(pseudonym))) continue
      const dag = schrijfDag(inAmsterdam(Date.parse(raadpleging.tijdstip)), 'yyyy-MM-dd')
      if (dag < van || dag > tot) continue
      if (raadpleging.besluit === 'geweigerd') inzage.geweigerd += 1
      else inzage.raadplegingen.push(raadpleging)
    }
  }
  inzage.raadplegingen.sort((a, b) => Date.parse(a.tijdstip) - Date.parse(b.tijdstip))
  return inzage
}

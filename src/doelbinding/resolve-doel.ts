// Which doel a question is asked for, and whether that doel opens this question. Deny by default.

import type { Bevraging } from '../domain/catalogus.ts'
import { type Invoerfout, Problem } from '../errors.ts'
import type { Afnemer, Doel, Policy } from './policy.ts'

const DOEL = 'X-Doelbinding'

/** Who to ask when a purpose says no; every refusal for policy ends with it. */
const vraagFg = (policy: Policy): string => `Vraag de FG: ${policy.verwerkingsverantwoordelijke.fg}.`

/** What is wrong with the way the purpose was named, before anything is known of it. */
export function doelFouten(afnemer: Afnemer, genoemd: string | undefined): Invoerfout[] {
  if (genoemd === undefined && afnemer.doelen.length > 1)
    return [{ in: 'header', naam: DOEL, melding: 'noem een doel, want deze afnemer heeft er meer dan een' }]
  if (genoemd !== undefined && !/^[a-z0-9][a-z0-9-]{0,63}$/.test(genoemd))
    return [{ in: 'header', naam: DOEL, melding: 'noem precies een doel, in kleine letters, cijfers en streepjes' }]
  return []
}

/**
 * The doel of this question.
 * @throws Problem `doel-niet-toegestaan`: unknown, foreign and ungranted look alike, so that nobody can probe for names.
 * @throws Problem `doel-verlopen`
 */
export function resolveDoel(policy: Policy, afnemer: Afnemer, genoemd: string | undefined, now: number): Doel {
  const doel = genoemd === undefined ? afnemer.doelen[0] : afnemer.doelen.find(({ id }) => id === genoemd)
  if (!doel) throw new Problem('doel-niet-toegestaan', `Deze afnemer heeft dit doel niet. ${vraagFg(policy)}`)
  if (!vanKracht(doel, now))
    throw new Problem('doel-verlopen', `De geldigheid van het doel is voorbij. ${vraagFg(policy)}`)
  return doel
}

/** Does the doel hold at this moment (ms since the epoch)? */
export const vanKracht = (doel: Doel, now: number): boolean => doel.verlooptOp === undefined || now < doel.verlooptOp

/** Does the doel open this question, by operation and kind of party? */
export const opent = (doel: Doel, bevraging: Bevraging): boolean =>
  bevraging.bewerkingen.every((bewerking) => doel.bewerkingen.has(bewerking)) &&
  (bevraging.partijtype === undefined || doel.partijtypen.has(bevraging.partijtype))

/** Is it what the doel is given in bulk: the detail of a kind that it may see? No path opens by it. */
export const inBulk = (doel: Doel, { id, partijtype }: Bevraging): boolean =>
  doel.bewerkingen.has('bulk') && partijtype !== undefined && id === partijtype && doel.partijtypen.has(partijtype)

/**
 * Refuses what falls outside the doel.
 * @throws Problem `bewerking-buiten-doel`, `partijtype-buiten-doel` or `zorgsoort-buiten-doel`
 */
export function eisOpen(policy: Policy, doel: Doel, bevraging: Bevraging, zorgsoort: string | undefined): void {
  const ontbreekt = bevraging.bewerkingen.filter((bewerking) => !doel.bewerkingen.has(bewerking))
  if (ontbreekt.length > 0)
    throw new Problem(
      'bewerking-buiten-doel',
      `Het doel mist de bewerking ${ontbreekt.join(' en ')}. ${vraagFg(policy)}`,
    )
  if (bevraging.partijtype && !doel.partijtypen.has(bevraging.partijtype))
    throw new Problem(
      'partijtype-buiten-doel',
      `Het doel geldt niet voor een ${bevraging.partijtype}. ${vraagFg(policy)}`,
    )
  if (!doel.rijfilter) return
  // Changed codes do not tell their zorgsoort: within a row filter they exist only per zorgsoort.
  if (zorgsoort === undefined && bevraging.bewerkingen.includes('mutaties'))
    throw new Problem('zorgsoort-buiten-doel', `Dit doel ziet mutaties alleen per zorgsoort. ${vraagFg(policy)}`)
  if (zorgsoort !== undefined && !doel.rijfilter.zorgsoort.has(zorgsoort))
    throw new Problem('zorgsoort-buiten-doel', `Het doel geldt niet voor deze zorgsoort. ${vraagFg(policy)}`)
}

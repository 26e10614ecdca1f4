// Follows chains link by link: says of each whole line whether it belongs where it stands.

import type { Schakel } from './line.ts'

export interface Chains {
  /** What is wrong with a line at this place, in Dutch; undefined when it fits. */
  follow: (schakel: Schakel) => string | undefined
  /** Links that fitted, chains they form, and how many of those name no chain before them. */
  counts: () => { regels: number; ketens: number; zonderVoorganger: number }
}

/**
 * Chains are told apart by name, so lines of several replicas may stand through one another, as a collector of standard
 * output leaves them. Only a chain that can still go on is remembered in full.
 */
export function createChains(): Chains {
  const open = new Map<string, Schakel>()
  const succeeded = new Set<string>()
  let regels = 0
  let zonderVoorganger = 0

  function begin({ keten, volgnummer, vorige }: Schakel): string | undefined {
    if (succeeded.has(keten))
      return `keten ${keten} was al door een volgende opgevolgd: de regel is verplaatst of toegevoegd`
    if (volgnummer !== 1)
      return `begint midden in keten ${keten}: de regels ervoor zijn weg, of het bestand ervoor is niet meegegeven`
    if (vorige === null) {
      zonderVoorganger += 1
      return undefined
    }
    const before = [...open.values()].find(({ hash }) => hash === vorige)
    if (!before)
      return 'sluit niet aan op de keten ervoor: daar is iets weg of gewijzigd, of het bestand ervoor is niet meegegeven'
    open.delete(before.keten)
    succeeded.add(before.keten)
    return undefined
  }

  return {
    follow: (schakel) => {
      const before = open.get(schakel.keten)
      const wat = before ? goesOn(before, schakel) : begin(schakel)
      if (wat !== undefined) return wat
      open.set(schakel.keten, schakel)
      regels += 1
      return undefined
    },
    counts: () => ({ regels, ketens: open.size + succeeded.size, zonderVoorganger }),
  }
}

function goesOn(before: Schakel, { keten, volgnummer, vorige }: Schakel): string | undefined {
  if (volgnummer <= before.volgnummer)
    return `nummer ${volgnummer} na ${before.volgnummer} in keten ${keten}: de regel is dubbel of verplaatst`
  if (volgnummer > before.volgnummer + 1)
    return `nummer ${volgnummer} na ${before.volgnummer} in keten ${keten}: regels ontbreken of zijn verplaatst`
  return vorige === before.hash ? undefined : 'bouwt niet voort op de regel ervoor: een van beide is vervangen'
}

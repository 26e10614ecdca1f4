// Follows chains link by link: says of each whole line whether it belongs where it stands, and joins what files cut.

import { createFileOrder } from './file-order.ts'
import type { Schakel } from './line.ts'

export interface Chains {
  /** Begins the next file. Files may come in any order: what one of them leaves open, another may go on with. */
  nextFile: () => void
  /** What is wrong with a line at this place (`file:line`), in Dutch; undefined when it fits so far. */
  follow: (schakel: Schakel, plaats: string) => string | undefined
  /** After all files: the first line that goes on from one that is not there, or from one that another goes on from. */
  join: () => { plaats: string; wat: string } | undefined
  counts: () => Telling
}

export interface Telling {
  /** Lines that fitted. */
  regels: number
  ketens: number
  /** Chains that name no chain before them: the first of a replica, and every chain on standard output. */
  zonderVoorganger: number
  /** Places where what came before is gone, and a line says that it was deleted. */
  naVerwijdering: number
}

/** A line, and where it stands among all lines: in which file, and how many lines were read by then. */
interface Plek {
  schakel: Schakel
  file: number
  nummer: number
}

/**
 * Chains are told apart by name, so lines of several replicas may stand through one another, as a collector of standard
 * output leaves them. Memory is bounded by chains and files, not by lines.
 */
export function createChains(): Chains {
  const ketens = new Set<string>()
  /** Hashes that files which were deleted by rule ended with. */
  const verwijderd = new Set<string>()
  /** Lines that do not follow on a line of their own chain in the same file. */
  const begins: Array<Plek & { plaats: string }> = []
  /** The last line of each chain in each file, by its hash. */
  const ends = new Map<string, Plek>()
  let open = new Map<string, Plek>()
  let file = 0
  let regels = 0
  let zonderVoorganger = 0
  let naVerwijdering = 0

  function nextFile(): void {
    for (const end of open.values()) ends.set(end.schakel.hash, end)
    open = new Map()
    file += 1
  }

  function follow(schakel: Schakel, plaats: string): string | undefined {
    const before = open.get(schakel.keten)?.schakel
    const wat = before && goesOn(before, schakel)
    if (wat !== undefined) return wat
    regels += 1
    const plek = { schakel, file, nummer: regels }
    if (!before) begins.push({ ...plek, plaats })
    open.set(schakel.keten, plek)
    ketens.add(schakel.keten)
    if (schakel.verwijderd !== undefined) verwijderd.add(schakel.verwijderd)
    return undefined
  }

  function join() {
    nextFile()
    const taken = new Set<string>()
    const order = createFileOrder()
    for (const { plaats, ...begin } of begins) {
      const { keten, volgnummer, vorige } = begin.schakel
      const before = vorige === null ? undefined : ends.get(vorige)
      if (vorige === null && volgnummer === 1) zonderVoorganger += 1
      else if (vorige !== null && verwijderd.has(vorige) && !before) naVerwijdering += 1
      else if (!before || !fits(before, begin)) return { plaats, wat: los(begin.schakel) }
      else if (before.file !== begin.file && !order.before(before.file, begin.file)) return { plaats, wat: VERPLAATST }
      // From each line at most one other goes on: else a chain was forked, or stands there twice.
      if (taken.has(vorige ?? keten)) return { plaats, wat: opgevolgd(before?.schakel.keten ?? keten) }
      taken.add(vorige ?? keten)
    }
    return undefined
  }

  return {
    nextFile,
    follow,
    join,
    counts: () => ({ regels, ketens: ketens.size, zonderVoorganger, naVerwijdering }),
  }
}

/** A chain's first line names the end of another; any other line names the one of its own chain just before it. */
function fits(before: Plek, begin: Plek): boolean {
  if (before.file === begin.file && before.nummer > begin.nummer) return false
  const { keten, volgnummer } = begin.schakel
  const own = before.schakel.keten === keten
  return volgnummer === 1 ? !own : own && before.schakel.volgnummer === volgnummer - 1
}

const VERPLAATST = 'staat in een ander bestand dan waarin zij geschreven kan zijn: regels zijn verplaatst'

const opgevolgd = (keten: string) =>
  `keten ${keten} was al door een volgende opgevolgd: de regel is verplaatst, dubbel of toegevoegd`

const los = ({ keten, volgnummer }: Schakel) =>
  volgnummer === 1
    ? 'sluit niet aan op de keten ervoor: daar is iets weg of gewijzigd, of het bestand ervoor is niet meegegeven'
    : `begint midden in keten ${keten}: de regels ervoor zijn weg, of het bestand ervoor is niet meegegeven`

function goesOn(before: Schakel, { keten, volgnummer, vorige }: Schakel): string | undefined {
  if (volgnummer <= before.volgnummer)
    return `nummer ${volgnummer} na ${before.volgnummer} in keten ${keten}: de regel is dubbel of verplaatst`
  if (volgnummer > before.volgnummer + 1)
    return `nummer ${volgnummer} na ${before.volgnummer} in keten ${keten}: regels ontbreken of zijn verplaatst`
  return vorige === before.hash ? undefined : 'bouwt niet voort op de regel ervoor: een van beide is vervangen'
}

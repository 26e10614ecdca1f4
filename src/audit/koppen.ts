// Heads from the application log: what the files must still hold, so that a cut tail and a rewritten chain show.

import type { Schakel } from './line.ts'
import { readLines } from './lines.ts'

export interface Koppen {
  /** What is wrong with a line by the heads, in Dutch; undefined when they agree or say nothing of it. */
  see: (schakel: Schakel) => string | undefined
  /** After all files: what is wrong with them, in Dutch, when the log knows a line that was not seen. */
  missing: () => string | undefined
  /** Heads that were found again, and chains seen of which the log knows no head. */
  counts: () => { gevonden: number; zonderKop: string[] }
}

const KETEN = /"keten" *: *"([^"]+)"/
const VOLGNUMMER = /"volgnummer" *: *(\d+)/
const HASH = /"hash" *: *"([0-9a-f]{64})"/

/**
 * Reads heads from log lines, whatever else stands on them and however a collector wrapped them: quotes may be escaped.
 * A line of the audit itself, in a log where both were gathered, proves nothing about itself and is left out.
 * @throws when the file cannot be read, or names two hashes for one line
 */
export async function readKoppen(files: readonly string[]): Promise<Koppen> {
  const ketens = new Map<string, Map<number, string>>()
  for (const file of files) {
    for await (const { bytes, number } of readLines(file)) {
      if (!bytes.includes('volgnummer')) continue
      const text = bytes.toString().replaceAll('\\', '')
      const [keten, volgnummer, hash] = [KETEN, VOLGNUMMER, HASH].map((part) => part.exec(text)?.[1])
      if (!keten || !volgnummer || !hash || text.includes('"vorige"')) continue
      const koppen = ketens.get(keten) ?? new Map<number, string>()
      ketens.set(keten, koppen)
      if ((koppen.get(Number(volgnummer)) ?? hash) !== hash)
        throw new Error(`${file}:${number}: het log spreekt zichzelf tegen over regel ${volgnummer} van keten ${keten}`)
      koppen.set(Number(volgnummer), hash)
    }
  }
  return holdAgainst(ketens)
}

function holdAgainst(ketens: ReadonlyMap<string, Map<number, string>>): Koppen {
  const zonderKop = new Set<string>()
  let gevonden = 0
  return {
    see: ({ keten, volgnummer, hash }) => {
      const koppen = ketens.get(keten)
      if (!koppen) {
        zonderKop.add(keten)
        return undefined
      }
      const kop = koppen.get(volgnummer)
      if (kop === undefined) return undefined
      if (kop !== hash) return 'het log noemt voor deze regel een andere hash: de keten is herschreven'
      koppen.delete(volgnummer)
      gevonden += 1
      return undefined
    },
    missing: () => {
      for (const [keten, koppen] of ketens) {
        let last = 0
        for (const volgnummer of koppen.keys()) last = Math.max(last, volgnummer)
        if (last > 0) return `het log kent regel ${last} van keten ${keten}; die staat in geen van de bestanden`
      }
      return undefined
    },
    counts: () => ({ gevonden, zonderKop: [...zonderKop] }),
  }
}

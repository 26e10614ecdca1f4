// Draws who works where and what belongs to whom; every relation is one object with two ends.

import { bekendeRelaties } from './bekend.ts'
import { relatierollen, relatietypes } from './codelijsten.ts'
import type { Code, Partij, Relatie } from './partij.ts'
import { begin, overlap, type Periode, plusDagen } from './periode.ts'
import type { Random } from './random.ts'

interface Verband {
  type: Code
  /** Role of the first in the list of the second, and of the second in the list of the first. */
  rollen: readonly [Code, Code]
}

const rol = relatierollen.code
const inLoondienst: Verband = { type: relatietypes.code('1'), rollen: [rol('3'), rol('3')] }
const vrijgevestigd: Verband = { type: relatietypes.code('1'), rollen: [rol('91'), rol('91')] }
const arbeidsrelatie: Verband = { type: relatietypes.code('91'), rollen: [rol('92'), rol('92')] }
const vestigingVan: Verband = { type: relatietypes.code('7'), rollen: [rol('17'), rol('16')] }
const deelneming: Verband = { type: relatietypes.code('92'), rollen: [rol('93'), rol('94')] }

/** Binds two parties for as long as both exist; undefined when they never did at the same time. */
function bind(een: Partij, ander: Partij, { type, rollen }: Verband, zorgaanbod: Code | null = null) {
  const periode = overlap(een.document, ander.document)
  if (!periode) return undefined
  const relatie: Relatie = {
    ...periode,
    einden: [
      { AGBCode: een.document.AGBCode, Rol: rollen[0] },
      { AGBCode: ander.document.AGBCode, Rol: rollen[1] },
    ],
    Type: type,
    Zorgaanbod: zorgaanbod,
  }
  return relatie
}

/** Binds two parties the way their kinds go together, in either order; undefined when their kinds do not. */
export function bindByKind(een: Partij, ander: Partij): Relatie | undefined {
  const natural: Readonly<Record<string, Verband>> = {
    'zorgverlener-vestiging': inLoondienst,
    'zorgverlener-onderneming': arbeidsrelatie,
    'vestiging-onderneming': vestigingVan,
    'onderneming-onderneming': deelneming,
  }
  const heen = natural[`${een.type}-${ander.type}`]
  const terug = natural[`${ander.type}-${een.type}`]
  return heen ? bind(een, ander, heen) : terug && bind(ander, een, terug)
}

/** Some relations began at an odd moment, to the millisecond, and some ended while both parties went on. */
function vary(relatie: Relatie, vandaag: string, random: Random): Relatie {
  const dag = relatie.Aanvang.slice(0, 10)
  const Aanvang = random.chance(0.3) ? `${dag}T10:16:31.${random.int(100, 999)}` : relatie.Aanvang
  const over: Periode | undefined = random.chance(0.1)
    ? overlap(relatie, { Aanvang, Einde: begin(plusDagen(vandaag, -random.int(10, 1500))) })
    : undefined
  return { ...relatie, Aanvang, Einde: over ? over.Einde : relatie.Einde }
}

/** All relations of a new register; the fixed ones of the demo first, and those neither vary nor end. */
export function drawRelaties(partijen: ReadonlyMap<string, Partij>, vandaag: string, random: Random): Relatie[] {
  const van = (type: Partij['type']) => [...partijen.values()].filter((partij) => partij.type === type)
  const [zorgverleners, ondernemingen, vestigingen] = [van('zorgverlener'), van('onderneming'), van('vestiging')]
  const aanbod = ({ type, document }: Partij): Code | null => {
    const eerste = type === 'zorgverlener' ? document.Kwalificaties[0] : undefined
    return eerste ? { Code: eerste.Code, Omschrijving: eerste.Omschrijving } : null
  }
  const vast: Array<Relatie | undefined> = []
  const fix = (paren: (typeof bekendeRelaties)[keyof typeof bekendeRelaties], verband: Verband) => {
    for (const [een, ander] of paren) {
      const [eerste, tweede] = [partijen.get(een.agbcode), partijen.get(ander.agbcode)]
      if (eerste && tweede) vast.push(bind(eerste, tweede, verband, verband === inLoondienst ? aanbod(eerste) : null))
    }
  }
  fix(bekendeRelaties.werkzaamBij, inLoondienst)
  fix(bekendeRelaties.arbeidsrelatie, arbeidsrelatie)
  fix(bekendeRelaties.vestigingVan, vestigingVan)

  const eigen = new Set(vast.flatMap((relatie) => relatie?.einden.map((eind) => eind.AGBCode) ?? []))
  const vrij = (partij: Partij) => !eigen.has(partij.document.AGBCode)
  const getrokken: Array<Relatie | undefined> = []
  for (const vestiging of vestigingen.filter(vrij)) {
    if (random.chance(0.97)) getrokken.push(bind(vestiging, random.pick(ondernemingen), vestigingVan))
  }
  for (const zorgverlener of zorgverleners.filter(vrij)) {
    // Nobody works twice at one site: two relations of one pair could not be told apart when one is withdrawn.
    const sites = new Set(Array.from({ length: random.int(0, 3) }, () => random.pick(vestigingen)))
    for (const site of sites) {
      const verband = random.chance(0.7) ? inLoondienst : vrijgevestigd
      getrokken.push(bind(zorgverlener, site, verband, random.chance(0.7) ? aanbod(zorgverlener) : null))
    }
    if (random.chance(0.3)) getrokken.push(bind(zorgverlener, random.pick(ondernemingen), arbeidsrelatie))
  }
  for (let index = 0; index + 1 < ondernemingen.length; index += 8) {
    const [een, ander] = [ondernemingen[index], ondernemingen[index + 1]]
    if (een && ander) getrokken.push(bind(een, ander, deelneming))
  }
  const bestaat = (relatie: Relatie | undefined) => relatie !== undefined
  return [...vast.filter(bestaat), ...getrokken.filter(bestaat).map((relatie) => vary(relatie, vandaag, random))]
}

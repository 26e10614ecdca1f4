// Parties of a sandbox's register that a test can let change: zorgverleners that stand in the relaties of somebody else.

import type { Control } from '../../src/sandbox/control.ts'

export interface Party {
  agbcode: string
  /** Where it stands itself. */
  detail: string
  /** An answer about another party that names it. */
  elsewhere: string
}

const DAY = new Date().toISOString().slice(0, 10)

const isActive = ({ Aanvang, Einde }: { Aanvang: string; Einde: string | null }) =>
  Aanvang.slice(0, 10) <= DAY && (Einde === null || Einde.slice(0, 10) > DAY)

/** Active ones with an active relation to an active onderneming; no two of them at the same one. */
export function partiesOf({ register }: Pick<Control, 'register'>): Party[] {
  const taken = new Set<string>()
  return register.all().flatMap(({ type, document }) => {
    if (type !== 'zorgverlener' || !isActive(document)) return []
    const other = register
      .relatiesOf(document.AGBCode)
      .filter(isActive)
      .flatMap(({ einden }) => einden.map(({ AGBCode }) => AGBCode))
      .find((code) => {
        const partij = register.find(code)
        return partij?.type === 'onderneming' && isActive(partij.document) && !taken.has(code)
      })
    if (other === undefined) return []
    taken.add(other)
    const { AGBCode: agbcode } = document
    return [{ agbcode, detail: `/v2/zorgverleners/${agbcode}`, elsewhere: `/v2/ondernemingen/${other}/relaties` }]
  })
}

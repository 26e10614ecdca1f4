// Some codes of each type of party in each state of life, for those who want something to ask about.

import { type Partijtype, partijtypen } from '../../domain/partijtype.ts'
import type { Partij } from './partij.ts'
import { isGeldig } from './periode.ts'
import type { Register } from './register.ts'

const SIZE = 5

export type Toestand = 'actief' | 'eindigt' | 'beeindigd' | 'toekomstig'

function toestandOf({ document }: Partij, vandaag: string): Toestand {
  if (isGeldig(document, vandaag)) return document.Einde === null ? 'actief' : 'eindigt'
  return document.Aanvang.slice(0, 10) > vandaag ? 'toekomstig' : 'beeindigd'
}

export function sampleOf(register: Register): Record<Partijtype, Partial<Record<Toestand, string[]>>> {
  const vandaag = register.vandaag()
  const alle = register.all()
  const van = (type: Partijtype) => {
    const groups = Object.groupBy(
      alle.filter((partij) => partij.type === type),
      (partij) => toestandOf(partij, vandaag),
    )
    return Object.fromEntries(
      Object.entries(groups).map(([toestand, partijen]) => [
        toestand,
        partijen.slice(0, SIZE).map(({ document }) => document.AGBCode),
      ]),
    )
  }
  return Object.fromEntries(partijtypen.map((type) => [type, van(type)])) as ReturnType<typeof sampleOf>
}

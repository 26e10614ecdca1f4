// The feed of mutations: what changed, and when; answers give only which parties, as Vektis does.

import { inAmsterdam, schrijfDag } from '../../domain/datum.ts'
import { codeVanPartijtype, type Partijtype } from '../../domain/partijtype.ts'
import { zorgpartijtypes } from './codelijsten.ts'
import type { Code, Partij } from './partij.ts'

interface Regel {
  /** Moment on the wall clock of Amsterdam, `yyyy-MM-ddTHH:mm:ss`: that is what `{vanaf}` is held against. */
  moment: string
  agbcode: string
  type: Partijtype
  zorgsoort: string
}

export interface Feed {
  append: (partij: Partij, ms: number) => void
  /** Parties changed since `vanaf` (a day, or a moment of Amsterdam), each once, in order of their code. */
  since: (vanaf: string, type?: Partijtype, zorgsoort?: string) => Array<{ AGBCode: string; ZorgpartijType: Code }>
}

export function createFeed(): Feed {
  const regels: Regel[] = []
  return {
    append: ({ type, document }, ms) => {
      const moment = schrijfDag(inAmsterdam(ms), 'yyyy-MM-ddTHH:mm:ss')
      // Kept with the line, for the party itself may be gone when somebody asks.
      regels.push({ moment, agbcode: document.AGBCode, type, zorgsoort: document.Zorgsoort.Code })
    },
    since: (vanaf, type, zorgsoort) => {
      const gevraagd = regels.filter(
        (regel) =>
          regel.moment >= vanaf && (!type || regel.type === type) && (!zorgsoort || regel.zorgsoort === zorgsoort),
      )
      const perCode = new Map(gevraagd.map((regel) => [regel.agbcode, regel.type]))
      return [...perCode]
        .sort(([een], [ander]) => (een < ander ? -1 : 1))
        .map(([AGBCode, type]) => ({ AGBCode, ZorgpartijType: zorgpartijtypes.find(codeVanPartijtype(type)) }))
    },
  }
}

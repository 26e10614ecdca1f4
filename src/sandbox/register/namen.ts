// Invented names: of people, organisations, streets and places. None is taken from a register.

import type { Random } from './random.ts'

const HEADS = ['BERKEN', 'KLAVER', 'ZAND', 'HEIDE', 'VLIER', 'MEIDOORN', 'WILGEN', 'DUIN', 'ROGGE', 'LINDE', 'KWARTEL']
const SURNAME_TAILS = ['ZOOM', 'STEEN', 'MAKER', 'KAMP', 'BROEK', 'HAVE', 'GAARDE', 'VOORT', 'SLOOT', 'BOSSING']
const PLACE_TAILS = ['DREGT', 'OORD-TEST', 'LERWOLD', 'MUNSTEL', 'WAARDERZIJL', 'HORNSTER']
const STREET_TAILS = ['pad', 'laan', 'hof', 'singel', 'plein']
const ORGANISATION_HEADS = ['Zorggroep', 'Medisch Centrum', 'Praktijk', 'Kliniek', 'Gezondheidshuis', 'Maatschap']
const LETTERS = 'A B C D E F G H I J K L M N P R S T V W'.split(' ')

const capital = (word: string) => word.charAt(0) + word.slice(1).toLowerCase()

export interface Namen {
  /** Upper-case, as the register writes people. */
  achternaam: () => string
  voorletters: () => string
  plaats: () => string
  straat: () => string
  organisatie: () => string
}

export function createNamen(random: Random): Namen {
  const join = (tails: readonly string[]) => `${random.pick(HEADS)}${random.pick(tails)}`
  return {
    achternaam: () => join(SURNAME_TAILS),
    voorletters: () => Array.from({ length: random.int(1, 3) }, () => random.pick(LETTERS)).join(''),
    plaats: () => join(PLACE_TAILS),
    straat: () => capital(join(STREET_TAILS).toUpperCase()),
    organisatie: () => `${random.pick(ORGANISATION_HEADS)} ${capital(join(SURNAME_TAILS))} ${random.int(1, 99)}`,
  }
}

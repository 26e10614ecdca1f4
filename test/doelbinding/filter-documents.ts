// Documents of every shape that Vektis could send, and many that it could not; one number makes one document.

import type { Schema } from '../support/openapi-document.ts'
import { document, own, whole } from './filter-oracle.ts'

export interface Dice {
  /** True once in so many throws. */
  once: (inSoMany: number) => boolean
  below: (bound: number) => number
  pick: <T>(list: readonly T[]) => T
  some: <T>(list: readonly T[]) => T[]
}

/** The same throws for the same seed (mulberry32). */
export function createDice(seed: number): Dice {
  let state = seed | 0
  const below = (bound: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound
  }
  return {
    below,
    once: (inSoMany) => below(inSoMany) === 0,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    some: (list) => list.filter(() => below(2) === 0),
  }
}

const HUGE = 'x'.repeat(50_000)

/** Names that no schema has, among them those that every object inherits and those that only look like a known one. */
const strangeNames = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'length',
  '0',
  '1',
  '-1',
  '',
  ' AGBCode',
  'agbcode',
  'AgbCode',
  'AGBCODE',
  'AGBСode',
  'ＡGBCode',
  'AGBCode\u0000',
  'Naam\u200b',
  'Relaties[]',
  'Rol.Code',
  'BSN',
  '[]',
  '#rijfilter',
]

const strangeValue = (dice: Dice, depth = 0): unknown =>
  dice.pick<() => unknown>([
    () => null,
    () => 'stiekem',
    () => 12345678,
    () => false,
    () => [],
    () => ({}),
    () => (dice.once(20) ? HUGE : ''),
    () => (depth < 3 ? [strangeValue(dice, depth + 1), strangeValue(dice, depth + 1)] : 0),
    () => (depth < 3 ? { AGBCode: '99999999', Code: '1', Naam: strangeValue(dice, depth + 1) } : 0),
  ])()

const types = ['1', '2', '3', '1', '2', '3', '4', '0', '01', ' 1', 'constructor', '__proto__', '', 1, null]
const zorgsoorten = ['01', '03', '03', '05', '3', '', 'toString', null]

function scalar(dice: Dice, name: string): unknown {
  if (name === 'AGBCode') return dice.once(9) ? dice.pick([null, '', 'x', 3000001]) : `0300000${dice.below(10)}`
  return dice.pick<unknown>([null, '', '1', '03', 'waarde', 0, 7, true, '2016-01-01T00:00:00'])
}

function grow(dice: Dice, schema: Schema, name: string, strangeOnceIn: number): unknown {
  if (dice.once(strangeOnceIn)) return strangeValue(dice)
  const { properties, items } = whole(schema)
  if (items) return Array.from({ length: dice.below(4) }, () => grow(dice, items, name, strangeOnceIn))
  if (!properties) return scalar(dice, name)
  if (dice.once(12)) return dice.pick([null, {}])
  const object = {}
  for (const [child, part] of Object.entries(properties)) {
    if (dice.once(12)) continue
    const isCode = child === 'Code' && !dice.once(6)
    if (isCode && (name === 'ZorgpartijType' || name === 'Type')) own(object, child, dice.pick<unknown>(types))
    else if (isCode && name === 'Zorgsoort') own(object, child, dice.pick<unknown>(zorgsoorten))
    else own(object, child, grow(dice, part, child, strangeOnceIn))
  }
  while (dice.once(3)) own(object, dice.pick(strangeNames), strangeValue(dice))
  return object
}

/** Some documents hold a stranger almost everywhere, most only here and there. */
export function documentOf(dice: Dice, soort: string): unknown {
  const schema = document.components.schemas[soort]
  if (!schema) throw new Error(`${soort} is not in the document`)
  return grow(dice, schema, '', dice.pick([8, 60, 400]))
}

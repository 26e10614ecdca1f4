// Checks of lists and blocks, put together from checks of what is in them.

import { type Check, describe, type Located, located, pass, reject, unknownWord } from './check-value.ts'
import type { Place, Report } from './fault.ts'
import type { Entry, Node } from './policy-tree.ts'

/** Wraps a check so that no two values with the same key pass, for as long as the wrapped check lives. */
export function once<T>(check: Check<T>, key: (value: T) => string): Check<T> {
  const seen = new Map<string, Place>()
  return (node, report) => {
    const found = check(node, report)
    if (!found) return undefined
    const earlier = seen.get(key(found.value))
    if (earlier) {
      return reject(node, report, `staat ook op regel ${earlier.line} (${earlier.path}); laat er één staan`)
    }
    seen.set(key(found.value), found.at)
    return found
  }
}

/** A list of values that each pass; with `filled` at least one. */
export const listOf = <T>(item: Check<T>, { filled = false } = {}): Check<Array<Located<T>>> =>
  function checkList(node, report) {
    if (node.kind !== 'list') {
      return reject(
        node,
        report,
        `moet een lijst zijn en is ${describe(node)}; schrijf [ … ] of regels met een streepje`,
      )
    }
    if (filled && node.items.length === 0) return reject(node, report, 'mag niet leeg zijn; noem er minstens één')
    const found = node.items.map((one) => pass(item, one, report))
    const passed = found.filter((one) => one !== undefined)
    return passed.length === found.length ? located(node, passed) : undefined
  }

/** A list of different words. */
export const wordsOf = <T extends string>(item: Check<T>, options?: { filled: boolean }): Check<Array<Located<T>>> =>
  function checkWords(node, report) {
    return listOf(once(item, String), options)(node, report)
  }

/** The entries of a block, never empty. */
function entriesOf(node: Node, report: Report): ReadonlyMap<string, Entry> | undefined {
  if (node.kind !== 'table') {
    return reject(node, report, `moet een blok met eigenschappen zijn en is ${describe(node)}`)
  }
  return node.entries.size > 0 ? node.entries : reject(node, report, 'mag niet leeg zijn; vul minstens één regel in')
}

/** A block with names of its own choosing: each name and value must pass. Gives each value at the place of its name. */
export const blockOf = <K extends string, T>(
  isName: (name: string, at: Place, report: Report) => name is K,
  value: Check<T>,
): Check<Map<K, Located<T>>> =>
  function checkBlock(node, report) {
    const entries = entriesOf(node, report)
    const passed = new Map<K, Located<T>>()
    for (const [name, entry] of entries ?? []) {
      const found = pass(value, entry.value, report)
      if (isName(name, entry.key, report) && found) passed.set(name, located(entry.key, found.value))
    }
    return passed.size === entries?.size ? located(node, passed) : undefined
  }

interface Field<T, Required extends boolean> {
  check: Check<T>
  required: Required
}

export const required = <T>(check: Check<T>): Field<T, true> => ({ check, required: true })
export const optional = <T>(check: Check<T>): Field<T, false> => ({ check, required: false })

type Fields = Record<string, Field<unknown, boolean>>
export type Row<F extends Fields> = {
  [K in keyof F]: F[K] extends Field<infer T, infer R> ? Located<T> | (R extends true ? never : undefined) : never
}

/** A block with fixed properties: every one is checked, an unknown one is a fault. */
export const rowOf = <F extends Fields>(fields: F): Check<Row<F>> =>
  function checkRow(node, report) {
    const entries = entriesOf(node, report)
    if (!entries) return undefined
    const names = Object.keys(fields)
    const unknown = [...entries].filter(([name]) => !names.includes(name))
    for (const [name, { key }] of unknown) report(key, unknownWord('eigenschap', name, names))
    const row: Array<[string, Located<unknown> | undefined]> = []
    for (const [name, field] of Object.entries(fields)) {
      const entry = entries.get(name)
      const path = node.path ? `${node.path}.${name}` : name
      if (!entry && field.required) report({ ...node, path }, 'ontbreekt; voeg deze eigenschap toe')
      const found = entry && pass(field.check, entry.value, report)
      if (found || (!entry && !field.required)) row.push([name, found])
    }
    return row.length === names.length && unknown.length === 0
      ? located(node, Object.fromEntries(row) as Row<F>)
      : undefined
  }

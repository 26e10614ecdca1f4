// Every question of the mirror with values that mean something in the register of the sandbox.

import { type Bevraging, catalogus } from '../../../src/domain/catalogus.ts'
import { plusDagen } from '../../../src/sandbox/register/periode.ts'
import type { TestSandbox } from '../../support/sandbox.ts'

export interface Question {
  bevraging: Bevraging
  path: string
}

/** A code that no register of the tests has, and one that Vektis could not have. */
export const UNKNOWN_CODE = '99999999'

/** All combinations of one value for each name. */
function combinations(names: readonly string[], values: (name: string) => readonly string[]): Record<string, string>[] {
  const [name, ...rest] = names
  if (name === undefined) return [{}]
  return values(name).flatMap((value) => combinations(rest, values).map((row) => Object.assign(row, { [name]: value })))
}

/**
 * Codes in every state of life, of the right kind, of another kind and of nobody; days long ago, now and to come; pages
 * inside the list and behind it.
 */
export function questions({ control }: TestSandbox, only: (bevraging: Bevraging) => boolean = () => true): Question[] {
  const sample = control.sample()
  const today = control.register.vandaag()
  const codes = (bevraging: Bevraging) => {
    const own = Object.values(sample[bevraging.partijtype ?? 'zorgverlener']).flatMap((list) => list.slice(0, 2))
    const strangers = Object.values(sample).flatMap(({ actief = [] }) => actief.slice(0, 1))
    return [...new Set([...own, ...strangers, UNKNOWN_CODE])]
  }
  const valuesOf = (bevraging: Bevraging) => (name: string) => {
    if (name === 'agbcode') return codes(bevraging)
    if (name === 'peildatum') return ['2015-03-01', today, plusDagen(today, 100)]
    if (name === 'vanaf') return [today, plusDagen(today, -31)]
    if (name === 'zorgsoort') return ['01', '03', '06', '98']
    if (name === 'paginanummer') return ['1', '2', '1000']
    return name === 'aantal' ? ['40'] : ['7']
  }
  return catalogus.filter(only).flatMap((bevraging) => {
    const { pad, padparameters, queryparameters } = bevraging
    return combinations([...padparameters, ...queryparameters], valuesOf(bevraging)).map((row) => {
      const query = queryparameters.map((name) => `${name}=${row[name]}`).join('&')
      return {
        bevraging,
        path: pad.replace(/\{(\w+)\}/g, (_, name: string) => row[name] ?? '') + (query && `?${query}`),
      }
    })
  })
}

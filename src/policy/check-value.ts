// Checks of single values: each gives the value with its place, or reports why it is not one.

import { nearest } from './nearest.ts'
import { type Place, type Report, show } from './fault.ts'
import type { Child, Node } from './policy-tree.ts'

/** A value with the place where it stands. */
export interface Located<T> {
  value: T
  at: Place
}

/** Gives the value, or reports at least one fault and gives undefined. */
export type Check<T> = (node: Node, report: Report) => Located<T> | undefined

/** Runs a check, unless the value was refused before. */
export const pass = <T>(check: Check<T>, child: Child, report: Report): Located<T> | undefined =>
  child.kind === 'refused' ? undefined : check(child, report)

export const located = <T>(at: Place, value: T): Located<T> => ({ value, at })

/** Reports and gives nothing: how a check ends when it fails. */
export const reject = (at: Place, report: Report, melding: string): undefined => {
  report(at, melding)
  return undefined
}

/** What a node is, for a sentence that says what it should have been. */
export function describe(node: Node): string {
  if (node.kind === 'list') return 'een lijst'
  if (node.kind === 'table') return 'een blok met eigenschappen'
  if (node.value === null) return 'leeg'
  if (typeof node.value === 'number') return 'een getal'
  return typeof node.value === 'boolean' ? 'true of false' : 'tekst'
}

/** Control and direction characters make a text read otherwise than it is written. */
const HIDDEN = /[\p{Cc}\p{Bidi_Control}]/u

/**
 * Text, trimmed, never empty, of at most `max` characters.
 * @param lines whether it may run over several lines.
 */
export const text = ({ max = 200, lines = false } = {}): Check<string> =>
  function checkText(node, report) {
    if (node.kind !== 'scalar') return reject(node, report, `moet tekst zijn en is ${describe(node)}`)
    if (node.value === null) return reject(node, report, 'mag niet leeg zijn; vul hier een tekst in')
    if (typeof node.value !== 'string') {
      return reject(node, report, `moet tekst zijn en is ${describe(node)}; zet er aanhalingstekens omheen`)
    }
    const value = node.value.trim()
    if (value === '') return reject(node, report, 'mag niet leeg zijn; vul hier een tekst in')
    if (value.length > max) return reject(node, report, `is langer dan ${max} tekens; maak de tekst korter`)
    const visible = lines ? value.replaceAll(/\r?\n/g, ' ') : value
    if (HIDDEN.test(visible) || !value.isWellFormed()) {
      return reject(node, report, `bevat ${lines ? '' : 'een regeleinde of '}een onzichtbaar teken; haal het weg`)
    }
    return located(node, value)
  }

/** A finite number above 0; with `whole` an integer. */
export const positive = ({ whole = false } = {}): Check<number> =>
  function checkPositive(node, report) {
    const wanted = whole ? 'een geheel getal vanaf 1' : 'een getal groter dan 0'
    if (node.kind === 'scalar' && typeof node.value === 'string') {
      return reject(node, report, `moet ${wanted} zijn en is tekst; schrijf het getal zonder aanhalingstekens`)
    }
    if (node.kind !== 'scalar' || typeof node.value !== 'number') {
      return reject(node, report, `moet ${wanted} zijn en is ${describe(node)}`)
    }
    const fits = whole ? Number.isSafeInteger(node.value) : Number.isFinite(node.value)
    if (!fits || node.value <= 0) return reject(node, report, `moet ${wanted} zijn; pas het getal aan`)
    return located(node, node.value)
  }

/** More words than this are not listed. */
const MAX_CHOICES = 25

/** The sentence for a word that is not one of `words`, with the nearest one when there is one. */
export function unknownWord(soort: string, word: string, words: readonly string[]): string {
  const meant = nearest(word, words)
  const choices = words.length <= MAX_CHOICES ? `kies uit: ${words.join(', ')}` : 'controleer de naam'
  return `${soort} "${show(word)}" bestaat niet; ${meant ? `bedoelde u "${meant}"?` : choices}`
}

/** One of `words`; `soort` is what they are called, in Dutch. */
export const oneOf = <T extends string>(soort: string, words: readonly T[]): Check<T> =>
  function checkWord(node, report) {
    const word = text()(node, report)
    if (!word) return undefined
    const value = words.find((known) => known === word.value)
    return value === undefined ? reject(node, report, unknownWord(soort, word.value, words)) : located(node, value)
  }

const ID = /^[a-z0-9][a-z0-9-]{0,63}$/

/** The name of a doel or afnemer: it travels in HTTP headers, metrics and the audit. */
export function checkId(id: string, at: Place, report: Report): boolean {
  if (ID.test(id)) return true
  report(
    at,
    'deze naam kan niet; gebruik 1 tot 64 kleine letters, cijfers en streepjes, en begin met een letter of cijfer',
  )
  return false
}

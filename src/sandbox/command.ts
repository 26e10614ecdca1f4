// Reads commands that came in as JSON: what they need is there, is of the right kind, and nothing else is.

import { leesDag } from '../domain/datum.ts'
import type { Settings } from './control.ts'
import type { Fault } from './faults.ts'
import type { Listed, Mutatie } from './register/mutate.ts'
import { WrongCommand } from './wrong-command.ts'

type Check = (value: unknown) => boolean

const isText: Check = (value) => typeof value === 'string'
const isDay: Check = (value) => typeof value === 'string' && value.length === 10 && leesDag(value) !== undefined
const isNumber: Check = (value) => typeof value === 'number' && value >= 0
const isCount: Check = (value) => Number.isInteger(value) && Number(value) > 0
const isObject: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
const listed = new Set<unknown>(['both', 'first', 'second', 'none'] satisfies Listed[])

const faultFields: Record<string, Check> = { kind: isText, times: isCount, path: isText, pattern: isText, ms: isNumber }
const settingFields: Record<string, Check> = { latencyMs: isNumber, jitterMs: isNumber, retryAfter: isCount }
const mutatieFields: Record<string, Check> = {
  kind: isText,
  listed: (value) => listed.has(value),
  type: isText,
  zorgsoort: isText,
  agbcode: isText,
  other: isText,
  field: isText,
  set: isObject,
  einde: isDay,
}
/** What each kind of mutation cannot do without. */
const needed: Record<Mutatie['kind'], readonly string[]> = {
  new: ['type'],
  change: ['agbcode', 'set'],
  end: ['agbcode'],
  'withdraw-field': ['agbcode', 'field'],
  relate: ['agbcode', 'other'],
  'withdraw-relation': ['agbcode', 'other'],
  remove: ['agbcode'],
  touch: ['agbcode'],
}

function read(body: object, fields: Record<string, Check>, must: readonly string[]): Record<string, unknown> {
  for (const name of must) if (!Object.hasOwn(body, name)) throw new WrongCommand(`${name} is missing`)
  for (const [name, value] of Object.entries(body)) {
    if (!Object.hasOwn(fields, name)) throw new WrongCommand('unknown property')
    if (!fields[name]?.(value)) throw new WrongCommand(`${name} is not what it should be`)
  }
  return { ...body }
}

/** Raises WrongCommand. Of parties and codes only the register can judge; that comes after. */
export function readMutatie(body: object): Mutatie {
  const { kind } = read(body, mutatieFields, ['kind'])
  if (!Object.hasOwn(needed, String(kind))) throw new WrongCommand('unknown kind of mutation')
  return read(body, mutatieFields, needed[kind as Mutatie['kind']]) as unknown as Mutatie
}

/** Paths by their beginning (`path`) or by a regular expression (`pattern`). Raises WrongCommand. */
export function readFault(body: object): Fault {
  const { pattern, ...fault } = read(body, faultFields, ['kind'])
  if (pattern === undefined) return fault as unknown as Fault
  try {
    return { ...fault, path: new RegExp(pattern as string) } as unknown as Fault
  } catch {
    throw new WrongCommand('pattern is not a regular expression')
  }
}

/** All settings at once: what is left out goes back to none. Raises WrongCommand. */
export function readSettings(body: object): Settings {
  const { latencyMs = 0, jitterMs = 0, retryAfter } = read(body, settingFields, [])
  return {
    latency: { ms: Number(latencyMs), jitterMs: Number(jitterMs) },
    retryAfter: retryAfter === undefined ? undefined : Number(retryAfter),
  }
}

// How soon nothing is held any more of what was withdrawn or is gone, by how many kept answers it touches.

import type { Mutatie } from '../../../src/sandbox/register/mutate.ts'
import { eventually } from '../../../test/support/eventually.ts'
import type { Fleet } from '../../../test/support/fleet.ts'
import { contentsOf } from '../../../test/support/redis-contents.ts'
import { createFeed } from '../../../src/sandbox/register/feed.ts'
import { FEED, polledAt, type Figure } from './stage.ts'

const BASE_MS = 2000
const PER_ENTRY_MS = 1000 / 9
/** Of a second each. */
const IDLE_POLLS = 4
const SECRET = 'Vanvroeger'
const FOLDERS = { zorgverlener: 'zorgverleners', onderneming: 'ondernemingen', vestiging: 'vestigingen' }

interface Named {
  agbcode: string
  /** Every answer that names it: its own detail first. */
  paths: string[]
}

/** Ondernemingen and vestigingen that others name in their relaties, by how many do, most first. */
export function mostNamed({ sandbox: { control } }: Fleet): Named[] {
  const { register } = control
  const named = register.all().flatMap(({ type, document: { AGBCode: agbcode } }): Named[] => {
    if (type === 'zorgverlener') return []
    const others = new Set(register.relatiesOf(agbcode).flatMap(({ einden }) => einden.map(({ AGBCode }) => AGBCode)))
    others.delete(agbcode)
    const paths = [...others].flatMap((code) => {
      const partij = register.find(code)
      return partij ? [`/v2/${FOLDERS[partij.type]}/${code}/relaties`] : []
    })
    return [{ agbcode, paths: [`/v2/${FOLDERS[type]}/${agbcode}`, ...paths] }]
  })
  return named.toSorted((one, other) => other.paths.length - one.paths.length)
}

/** Each path at each replica once, ten questions open. Gives the text of every answer. */
async function askAll({ replicas }: Fleet, paths: readonly string[]): Promise<string[]> {
  const questions = paths.flatMap((path) => replicas.map((replica) => ({ path, replica })))
  const texts: string[] = []
  const seat = async () => {
    for (let next = questions.pop(); next; next = questions.pop()) {
      const { status, text } = await next.replica.ask(next.path, { wait: 60 })
      texts.push(`${status} ${next.path} ${text}`)
    }
  }
  await Promise.all(Array.from({ length: 10 }, seat))
  return texts
}

/** Nobody asks meanwhile, for a question would fetch what it needs ahead of its turn. */
async function measure(fleet: Fleet, { agbcode, paths }: Named, what: 'withdrawn' | 'gone'): Promise<Figure[]> {
  const { control } = fleet.sandbox
  control.mutate({ kind: 'change', agbcode, set: { Naam: SECRET } })
  control.register.feed = createFeed()
  const before = (await askAll(fleet, paths)).filter((text) => text.includes(SECRET)).length
  const holds = async () =>
    [...(await contentsOf(fleet.redis.url)).answers.values()].filter((text) => text.includes(SECRET))
  const touched = (await holds()).length
  // The budget is idle again after all that was asked.
  await control.arrived(FEED, control.calls(FEED).length + IDLE_POLLS)
  const since = Date.now()
  const mutatie: Mutatie =
    what === 'gone' ? { kind: 'remove', agbcode } : { kind: 'change', agbcode, set: { Naam: 'Vannu' } }
  control.mutate(mutatie)
  const at = await eventually(
    'it is nowhere in Redis',
    async () => ((await holds()).length === 0 ? Date.now() : undefined),
    60_000,
  )
  const after = (await askAll(fleet, paths)).filter((text) => text.includes(SECRET)).length
  return [
    {
      what: `${what}, in ${touched} kept answers: out of Redis`,
      value: at - polledAt(control, since),
      unit: 'ms',
      most: BASE_MS + touched * PER_ENTRY_MS,
    },
    { what: `in answers before: ${before}; after`, value: after, unit: 'answers', most: 0 },
  ]
}

/** Two that many others name, two of the middle, two that hardly anybody does: one of each withdraws a name, one is gone. */
export async function withdrawn(fleet: Fleet): Promise<Figure[]> {
  const named = mostNamed(fleet).filter(({ paths }) => paths.length > 1)
  const figures: Figure[] = []
  for (const at of [0, Math.floor(named.length / 2), named.length - 2])
    for (const [next, what] of (['withdrawn', 'gone'] as const).entries()) {
      const party = named[at + next]
      if (party) figures.push(...(await measure(fleet, party, what)))
    }
  return figures
}

// What tests of the first fill share: a policy that grants in bulk, a terminal that is none, and what Vektis was asked.

import type { Terminal } from '../../src/cli/terminal.ts'
import { systemClock } from '../../src/lib/clock.ts'
import type { Call } from '../../src/sandbox/calls.ts'
import { afnemer, doel, policyOf, type TestDoel } from '../support/policy.ts'
import type { TestSandbox } from '../support/sandbox.ts'

export const beheerder = { id: 'baas', sleutel: 'sleutel-baas' }

/** Doelen that are granted in bulk, beside one that sees everything by the paths. */
export const bulkPolicy = (doelen: Record<string, TestDoel>) =>
  policyOf(
    {
      alles: doel(),
      ...Object.fromEntries(
        Object.entries(doelen).map(([id, rest]) => [id, doel({ bewerkingen: ['bulk', 'detail'], ...rest })]),
      ),
    },
    { alles: afnemer('alles', ['alles']), baas: afnemer('baas', Object.keys(doelen), { rollen: ['beheer'] }) },
  )

/** A pipe: lines, and nobody who presses Ctrl-C. It waits for nothing, so it asks as often as it can. */
export const lineTerminal = (rest: Partial<Terminal> = {}): Terminal => ({
  columns: () => undefined,
  rewrite: () => {},
  clock: { ...systemClock, sleep: () => new Promise((resolve) => setImmediate(resolve)) },
  interrupted: new AbortController().signal,
  ...rest,
})

/** What stands on the lists of Vektis. */
export const actief = ({ control: { register } }: TestSandbox) => {
  const vandaag = register.vandaag()
  return register.all().filter(({ document: { Einde } }) => Einde === null || Einde.slice(0, 10) > vandaag)
}

/** Codes of which the detail was asked, in order. */
export const detailCalls = (calls: readonly Call[]): string[] =>
  calls.flatMap(({ path }) => /^\/v2\/(?:zorgverleners|ondernemingen|vestigingen)\/(\d{8})$/.exec(path)?.[1] ?? [])

/** Pages of the lists that were asked, in order. */
export const pageCalls = (calls: readonly Call[]): string[] =>
  calls.map(({ path }) => path).filter((path) => path.startsWith('/v2/zorgpartijen') && path.includes('paginanummer'))

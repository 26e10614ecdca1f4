// What test support asks of a test, for a bench: things to put away when it is over.

import type { TestContext } from 'node:test'

/** Of a test's context the support of fleets uses `after` alone. Put away in the order of a test: first in, first out. */
export async function onStage<T>(run: (t: TestContext) => Promise<T>): Promise<T> {
  const hooks: Array<() => unknown> = []
  const t = { after: (hook: () => unknown) => void hooks.push(hook) } as unknown as TestContext
  try {
    return await run(t)
  } finally {
    for (const hook of hooks) await hook()
  }
}

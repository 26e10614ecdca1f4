// A first fill goes on where it was under the next dispatcher, and one that wakes too late changes nothing.

import assert from 'node:assert/strict'
import test from 'node:test'
import type { Uitkomst } from '../../src/vul/haal.ts'
import { createEigenPlaats } from '../../src/vul/plaats.ts'
import { createStage, paginaVan, rijen, type StageParts } from './stage.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const all = rijen(1, 450)
const codes = all.map(({ AGBCode }) => AGBCode)
const pagina: StageParts['pagina'] = (_, nummer) => paginaVan(all, nummer)

/** One process of a fleet, with a detail that stays out. */
function createReplica(shared: Pick<StageParts, 'clock' | 'plaats'>, stuckAt?: string) {
  const gate = Promise.withResolvers<void>()
  const arrived = Promise.withResolvers<void>()
  const stage = createStage({
    ...shared,
    pagina,
    partij: async (code): Promise<Uitkomst> => {
      if (code !== stuckAt) return 'gehaald'
      arrived.resolve()
      await gate.promise
      return 'gehaald'
    },
  })
  const ending = new AbortController()
  return {
    stage,
    arrived: arrived.promise,
    release: gate.resolve,
    run: () => stage.run(ending.signal),
    end: () => ending.abort(),
  }
}

test('the lease moves in the middle of a page', async () => {
  const shared = { clock: createFakeClock(), plaats: createEigenPlaats() }
  const een = createReplica(shared, codes[250])
  await een.stage.begin()
  const running = een.run()
  await een.arrived
  een.end()
  een.release()
  await running
  const twee = createReplica(shared)
  const stand = await twee.stage.toTheEnd()
  assert.equal(stand.fase, 'klaar')
  assert.deepEqual(een.stage.pages, ['alle:1', 'alle:1', 'alle:2', 'alle:3'])
  assert.deepEqual(twee.stage.pages, ['alle:3', 'alle:4', 'alle:5'])
  assert.equal(stand.tellingen.gehaald, codes.length, 'each counted once')
  assert.deepEqual([...een.stage.lines, ...twee.stage.lines], ['begonnen', 'klaar'])
})

test('the one before does not know that it is not the dispatcher any more', async () => {
  const shared = { clock: createFakeClock(), plaats: createEigenPlaats() }
  const een = createReplica(shared, codes[250])
  await een.stage.begin()
  const running = een.run()
  await een.arrived
  // It hangs on page 3 while the next walks all of it.
  const twee = createReplica(shared)
  const stand = await twee.stage.toTheEnd()
  assert.equal(stand.fase, 'klaar')
  een.release()
  await shared.clock.advance(10_000)
  assert.deepEqual(await shared.plaats.lees(), stand, 'nothing of it was changed')
  assert.deepEqual(een.stage.lines, ['begonnen'], 'and nothing is said twice')
  een.end()
  await running
})

test('it wakes when all was walked, and before it could say so', async () => {
  const clock = createFakeClock()
  const plaats = createEigenPlaats()
  const written = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  /** Sleeps once the last page is written. */
  const drowsy: typeof plaats = {
    lees: plaats.lees,
    vervang: async (deze, door) => {
      const stand = await plaats.vervang(deze, door)
      if (door.fase === 'loopt' && door.lijst === 1) {
        written.resolve()
        await gate.promise
      }
      return stand
    },
  }
  const een = createReplica({ clock, plaats: drowsy })
  await een.stage.begin()
  const running = een.run()
  await written.promise
  const twee = createReplica({ clock, plaats })
  const stand = await twee.stage.toTheEnd()
  gate.resolve()
  await clock.advance(10_000)
  assert.deepEqual([een.stage.lines, twee.stage.lines], [['begonnen'], ['klaar']])
  assert.deepEqual(await plaats.lees(), stand)
  een.end()
  await running
})

test('Redis was emptied: who walks puts back what it knows', async () => {
  const clock = createFakeClock()
  let plaats = createEigenPlaats()
  const shared = {
    clock,
    plaats: {
      lees: () => plaats.lees(),
      vervang: (...args: Parameters<typeof plaats.vervang>) => plaats.vervang(...args),
    },
  }
  const een = createReplica(shared, codes[250])
  await een.stage.begin()
  const running = een.run()
  await een.arrived
  plaats = createEigenPlaats()
  een.release()
  await clock.advance(5_000)
  const stand = await plaats.lees()
  assert.deepEqual([stand?.fase, stand?.tellingen.gehaald], ['klaar', codes.length])
  een.end()
  await running
})

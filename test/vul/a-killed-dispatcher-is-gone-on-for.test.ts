// The dispatcher killed half-way a first fill: the next one goes on at the page where it was, and no party is missed.

import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { AANTAL } from '../../src/vul/pagina.ts'
import { eventually } from '../support/eventually.ts'
import { gatewayFiles, startProcess } from '../support/process-gateway.ts'
import { startRedis } from '../support/redis.ts'
import { type TestSandbox, withSandbox } from '../support/sandbox.ts'
import { actief, beheerder, bulkPolicy, detailCalls, pageCalls } from './support.ts'

const PAGE = 20
const VUL = '/gateway/v1/beheer/vul'
const policy = bulkPolicy({ mensen: { partijtypen: ['zorgverlener', 'onderneming', 'vestiging'] } })

interface Stand {
  stand: string
  partijen: { totaal: number; gezien: number; mislukt: number }
}

/** A replica as a process of its own. */
async function startReplica(t: TestContext, sandbox: TestSandbox, name: string, redisUrl: string) {
  const files = gatewayFiles(t, sandbox, policy)
  const own = { REDIS_URL: redisUrl, REPLICA_NAME: name, REPLICAS: '2', MUTATION_POLL_SECONDS: '3600' }
  const gateway = await startProcess(t, { ...files.env, ...own })
  const metrics = async () => (await fetch(`${gateway.managementUrl}/metrics`)).text()
  const ask = (path: string, method = 'GET') =>
    fetch(`${gateway.url}${path}`, { method, headers: { authorization: `Bearer ${beheerder.sleutel}` } })
  return {
    isDispatcher: async () => (await metrics()).includes('\nagb_dispatcher 1'),
    audit: files.audit,
    kill: async () => {
      gateway.signal('SIGKILL')
      await gateway.ended
    },
    // One that Redis answered too late does not know whether it took the word.
    begin: () =>
      eventually('it begins', async () => {
        const { status } = await ask(`${VUL}/beginnen`, 'POST')
        return status === 202 || status === 409 ? true : undefined
      }),
    end: () =>
      eventually(
        'the end',
        async () => {
          const now = (await (await ask(VUL)).json()) as Stand
          return now.stand === 'klaar' ? now : undefined
        },
        60_000,
      ),
  }
}

const page = (nummer: number) => `/v2/zorgpartijen?paginanummer=${nummer}&aantal=${AANTAL}`

/** Where it is killed, as the call that is out by then; with whom going on; and the page where that one begins. */
const kills: ReadonlyArray<
  readonly [when: string, next: 'another' | 'a restarted', out: (third: readonly string[]) => string, begins: number]
> = [
  ['in the middle of a page', 'another', (third) => `/${third[PAGE / 2]}`, 3],
  ['while it asks for a page', 'another', () => page(3), 3],
  ['while it counts', 'a restarted', () => page(1), 1],
]

for (const [when, next, out, begins] of kills)
  test(`a dispatcher that is killed ${when} is gone on for by ${next} replica`, async (t) => {
    const sandbox = await withSandbox(t, { maxPageSize: PAGE })
    const { control } = sandbox
    const redis = await startRedis()
    t.after(() => redis[Symbol.asyncDispose]())
    const start = (name: string) => startReplica(t, sandbox, name, redis.url)
    const codes = actief(sandbox).map(({ document }) => document.AGBCode)
    const third = codes.slice(2 * PAGE, 3 * PAGE)

    const first = await start('een')
    await eventually('the first is the dispatcher', async () => ((await first.isDispatcher()) ? true : undefined))
    const other = next === 'another' ? await start('twee') : undefined
    const hold = control.hold((path) => path.endsWith(out(third)))
    // Any replica takes the word.
    await (other ?? first).begin()
    await hold.arrived()
    await first.kill()
    const before = control.calls().length
    hold.release()
    const last = other ?? (await start('een'))
    const { partijen } = await last.end()

    const [calls, after] = [control.calls(), control.calls().slice(before)]
    assert.deepEqual(
      [...new Set(pageCalls(calls.slice(0, before)))],
      Array.from({ length: begins }, (_, at) => page(at + 1)),
    )
    assert.equal(pageCalls(after)[0], page(begins), 'it goes on at the page where the other was')
    const twice = detailCalls(calls).filter((code, at, all) => all.indexOf(code) !== at)
    assert.deepEqual(
      twice.filter((code) => !third.includes(code)),
      [],
      'nothing but that page is asked for twice',
    )
    assert.ok(twice.length < PAGE, 'of it only what was not kept yet')
    assert.deepEqual([...new Set(detailCalls(calls))].sort(), codes.toSorted(), 'no party is missed')
    assert.deepEqual(partijen, { ...partijen, totaal: codes.length, gezien: codes.length, mislukt: 0 })

    const own = [first, last].flatMap(({ audit }) => audit().map(({ handeling }) => String(handeling)))
    assert.deepEqual(
      new Set(own.filter((name) => /^vul-(?!beginnen)/.test(name))),
      new Set(['vul-begonnen', 'vul-klaar']),
    )
  })

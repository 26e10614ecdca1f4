// A first fill fetches the details of the kinds and zorgsoorten that doelen are granted in bulk, page by page, once each.

import assert from 'node:assert/strict'
import test from 'node:test'
import { vul } from '../../src/cli/vul.ts'
import { createFakeIo } from '../cli/fake-io.ts'
import { withGateway } from '../support/gateway.ts'
import { actief, beheerder, bulkPolicy, detailCalls, lineTerminal, pageCalls } from './support.ts'

test('a first fill', async (t) => {
  const policy = bulkPolicy({
    mensen: { partijtypen: ['zorgverlener'] },
    plekken: { partijtypen: ['vestiging', 'zorgverlener'], rijfilter: { zorgsoort: ['03', '99'] } },
  })
  const gateway = await withGateway(t, { policy, sandbox: { maxPageSize: 40 } })
  const { url, sandbox, audit, ask, metric } = gateway
  const io = createFakeIo({ key: beheerder.sleutel })
  const word = (...args: string[]) => vul([...args, '--url', url, '--sleutel', 'key'], io, lineTerminal())
  const calls = () => sandbox.control.calls()

  const parties = actief(sandbox)
  const granted = parties.filter(
    ({ type, document }) => type === 'zorgverlener' || (type === 'vestiging' && document.Zorgsoort.Code === '03'),
  )
  const codes = granted.map(({ document }) => document.AGBCode).sort()

  await t.test('is not there before it is asked for', async () => {
    assert.equal(await word('stand'), 0)
    assert.match(io.written().out, /nog geen eerste vulling/)
    assert.equal(await word('stop'), 1)
    assert.match(io.written().err, /loopt geen/)
  })

  await t.test('walks the lists that hold what is granted, and fetches each party once', async () => {
    assert.equal(await word(), 0, io.written().err)
    assert.deepEqual(detailCalls(calls()).sort(), codes)
    const pages = pageCalls(calls())
    assert.ok(pages.length > Math.ceil(parties.length / 40), 'every page was read')
    assert.ok(pages.every((path) => /^\/v2\/zorgpartijen(\/(03|99))?\?paginanummer=\d+&aantal=\d+$/.test(path)))
    assert.equal(calls().length, codes.length + pages.length, 'and nothing else was asked of Vektis')
  })

  await t.test('tells what it did', async () => {
    const { out } = io.written()
    assert.match(out, /is klaar/)
    assert.match(out, new RegExp(`${codes.length} gehaald`))
    assert.match(out, /zorgsoort 99: Vektis kent er geen partij van/)
    assert.equal(await metric('agb_vul_parties_total{result="gehaald"}'), codes.length)
    const own = audit().filter(({ handeling, afnemer }) => String(handeling).startsWith('vul-') && afnemer === null)
    assert.deepEqual(
      own.map(({ handeling }) => handeling),
      ['vul-begonnen', 'vul-klaar'],
    )
    assert.match(JSON.stringify(own[1]?.['bijzonderheden']), new RegExp(`"gehaald":${codes.length}`))
    assert.doesNotMatch(JSON.stringify(own), new RegExp(codes.join('|')))
  })

  await t.test('leaves what it fetched to whoever may ask for it', async () => {
    sandbox.control.resetCounters()
    const answer = await ask(`/v2/zorgverleners/${codes[0]}`)
    assert.match(answer.headers.get('cache-status') ?? '', /hit/)
    assert.equal(calls().length, 0)
  })

  await t.test('fetches nothing again that is held', async () => {
    assert.equal(await word(), 0)
    assert.deepEqual(detailCalls(calls()), [])
    assert.match(io.written().out, new RegExp(`${codes.length} al bewaard`))
  })
})

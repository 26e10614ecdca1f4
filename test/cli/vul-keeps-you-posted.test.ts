// The word `vul` follows a first fill to its end: one line that is rewritten, or lines for a log; Ctrl-C lets it go on.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import test, { type TestContext } from 'node:test'
import { vul } from '../../src/cli/vul.ts'
import { runMain } from '../support/process.ts'
import { createFakeIo } from './fake-io.ts'

const VUL = '/gateway/v1/beheer/vul'
const problem = (status: number, code: string) => ({
  status,
  body: { code, title: `Titel ${code}`, detail: 'En dan dit.' },
})

const stand = (gezien: number, rest: object = {}) => ({
  status: 200,
  body: {
    stand: gezien < 1000 ? 'loopt' : 'klaar',
    reden: null,
    begonnenOp: '2026-11-22T12:00:00.000Z',
    bijgewerktOp: '2026-11-22T12:01:40.000Z',
    zonderPartijen: [],
    partijen: { totaal: 1000, gezien, gehaald: gezien, bewaard: 0, buiten: 0, mislukt: 0 },
    ...rest,
  },
})

/** A gateway that is at `at(n)` at the n-th look. */
async function withStands(
  t: TestContext,
  at: (look: number) => { status: number; body: object },
  begin = { status: 202, body: {} },
) {
  const asked: string[] = []
  let looks = 0
  const answer: RequestListener = (request, response) => {
    asked.push(`${request.method} ${request.url}`)
    const isLook = request.method === 'GET' && request.url === VUL
    const { status, body } = isLook ? at((looks += 1)) : begin
    response.writeHead(status, { 'content-type': 'application/json' }).end(status === 202 ? '' : JSON.stringify(body))
  }
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const io = createFakeIo({ key: 'geheim\n' })
  const interrupting = new AbortController()
  const rewritten: string[] = []
  let now = 0
  const word = (columns: number | undefined, ...args: string[]) =>
    vul([...args, '--url', url, '--sleutel', 'key'], io, {
      columns: () => columns,
      rewrite: (line) => void rewritten.push(line),
      clock: {
        now: () => Date.parse('2026-11-22T12:00:00Z') + now,
        monotonic: () => now,
        sleep: async (ms) => void (now += ms),
      },
      interrupted: interrupting.signal,
    })
  return { word, io, asked, rewritten, interrupt: () => interrupting.abort(), url, elapsed: () => now }
}

test('on a terminal one line is rewritten, and taken away at the end', async (t) => {
  const { word, io, rewritten } = await withStands(t, (look) => stand(look * 10))
  assert.equal(await word(80), 0)
  assert.ok(rewritten.length > 90)
  assert.ok(rewritten.every((line) => line.length < 80 && !line.includes('\n')))
  assert.match(rewritten[50] ?? '', /^\[#+-+\] {3}51 % {4}510 van 1\.000 {2}nog \d+ s {2}\d+,\d\/s$/)
  assert.equal(rewritten.at(-1), '')
  assert.equal(
    io.written().out,
    'De eerste vulling is klaar (2 min).\n  1000 gehaald, 0 al bewaard, 0 van andere soorten, 0 zonder antwoord\n',
  )
})

test('in a log there is a line per ten seconds or five percent', async (t) => {
  const slow = await withStands(t, (look) => stand(look <= 100 ? look : 1000))
  assert.equal(await slow.word(undefined), 0)
  const lines = slow.io
    .written()
    .out.split('\n')
    .filter((line) => /^2026-11-22T12:\d\d:\d\d\.\d+Z /.test(line))
  const per = slow.elapsed() / lines.length
  assert.ok(per >= 9_000 && per <= 14_000, `a line per ${per} ms`)
  assert.deepEqual(slow.rewritten, [])

  const fast = await withStands(t, (look) => stand(look * 50))
  assert.equal(await fast.word(undefined), 0)
  assert.equal(fast.io.written().out.match(/ %, /g)?.length, 20)
})

test('it looks less often the longer it takes', async (t) => {
  const { word, asked, elapsed } = await withStands(t, (look) => stand(look))
  assert.equal(await word(80), 0)
  assert.ok(elapsed() > 2.5 * 3_600_000, 'a fill of hours')
  assert.equal(asked.length, 1001)
})

test('Ctrl-C lets the fill go on, and says so', async (t) => {
  const begun = await withStands(t, (look) => {
    if (look === 5) begun.interrupt()
    return stand(look)
  })
  assert.equal(await begun.word(80), 1)
  assert.match(begun.io.written().out, /loopt door op de gateway/)
  assert.ok(!begun.asked.some((request) => request.includes('stoppen')))
})

test('a real Ctrl-C reaches a real process', async (t) => {
  const { url } = await withStands(t, (look) => stand(look))
  const word = runMain(t, ['vul', '--url', url, '--sleutel', '/dev/null'])
  await word.said(/1 van 1\.000/)
  word.signal('SIGINT')
  const { code, stdout } = await word.ended
  assert.equal(code, 1)
  assert.match(stdout, /loopt door op de gateway/)
})

test('one that runs already is followed', async (t) => {
  const { word, io } = await withStands(t, () => stand(1000), problem(409, 'vult-al'))
  assert.equal(await word(undefined), 0)
  assert.match(io.written().out, /^Er loopt al een eerste vulling/)
})

test('a gateway that says no is quoted', async (t) => {
  for (const [status, code] of [
    [409, 'niets-in-bulk'],
    [403, 'rol-ontbreekt'],
    [503, 'gedeelde-toestand-weg'],
  ] as const) {
    const { word, io, asked } = await withStands(t, () => stand(0), problem(status, code))
    assert.equal(await word(80), 1)
    assert.equal(io.written().err, `Titel ${code}: En dan dit.\n`)
    assert.equal(asked.length, 1)
  }
})

test('a gateway that is away for a moment is asked again, and one that stays away is given up', async (t) => {
  const restarted = await withStands(t, (look) => (look > 5 && look < 60 ? problem(503, 'weg') : stand(look * 10)))
  assert.equal(await restarted.word(80), 0)
  const gone = await withStands(t, (look) => (look > 5 ? problem(503, 'weg') : stand(look)))
  assert.equal(await gone.word(80), 2)
  assert.ok(gone.elapsed() < 200_000)
  assert.match(gone.io.written().err, /niet te vragen/)
})

test('one that could not go on says why, and is no success', async (t) => {
  const ended = { stand: 'afgebroken', reden: 'pagina-herhaald' }
  const { word, io } = await withStands(t, () => stand(400, ended))
  assert.equal(await word(80), 1)
  assert.match(io.written().out, /is afgebroken: Vektis stuurde een bladzijde die er al was/)
})

test('done but for some parties is no success either', async (t) => {
  const partijen = { totaal: 9, gezien: 9, gehaald: 8, bewaard: 0, buiten: 0, mislukt: 1 }
  const { word, io } = await withStands(t, () => stand(1000, { partijen }))
  assert.equal(await word(80), 1)
  assert.match(io.written().out, /1 zonder antwoord/)
})

test('stand shows and stop stops', async (t) => {
  const { word, io, asked } = await withStands(t, () => stand(250))
  assert.equal(await word(80, 'stand'), 0)
  assert.equal(await word(80, 'stop'), 0)
  assert.match(io.written().out, /Stand: loopt.*25 %, 250 van 1\.000\.\n.*stopt binnen enkele seconden/)
  assert.deepEqual(asked, [`GET ${VUL}`, `POST ${VUL}/stoppen`])
})

test('other words give the usage', async (t) => {
  for (const args of [['volg'], ['stop', 'nu'], ['begin']]) {
    const { word, io } = await withStands(t, () => stand(0))
    assert.equal(await word(80, ...args), 2)
    assert.match(io.written().err, /^Gebruik: agb-gateway vul/)
  }
  assert.equal(await vul(['--url', 'geen url', '--sleutel', 'x'], createFakeIo(), {} as never), 2)
})

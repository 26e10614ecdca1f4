// Every answer to a known caller has exactly one line, written before it leaves; without its line nothing leaves.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Regel } from '../../src/domain/regel.ts'
import { Problem } from '../../src/errors.ts'
import { createVerantwoord } from '../../src/raadpleging/verantwoord.ts'
import type { Verzoek } from '../../src/raadpleging/verzoek.ts'
import { problemOf } from './parts.ts'

const afnemer = { id: 'zis', doelen: [], gewicht: 1 } as unknown as NonNullable<Verzoek['afnemer']>

const verzoekOf = (other: Partial<Verzoek> = {}): Verzoek =>
  ({
    policy: { hash: 'abc' },
    verzoekId: 'verzoek-1',
    traceId: 'trace',
    spanId: 'span',
    afnemer,
    gebruiker: 'jansen',
    fouten: [],
    weigering: undefined,
    ...other,
  }) as unknown as Verzoek

function setup({ auditFails = false } = {}) {
  const lines: Regel[] = []
  const problems: Problem[] = []
  const lost: Problem[] = []
  const written = Promise.withResolvers<void>()
  const verantwoord = createVerantwoord({
    schrijf: async (regel) => {
      lines.push(structuredClone(regel))
      if (auditFails) throw new Error('disk full')
      await written.promise
    },
    onProblem: (problem) => problems.push(problem),
    onLost: (problem) => lost.push(problem),
  })
  return { lines, problems, lost, verantwoord, written }
}

const refusal = new Problem('doel-niet-toegestaan', 'x')

describe('the line of an answer', () => {
  it('says who asked what, and is durable before the answer leaves', async () => {
    const { lines, problems, verantwoord, written } = setup()
    let left = false
    const answering = verantwoord(verzoekOf(), 'raadplegen-zorgverlener', (_afnemer, regel) => {
      regel.uitgeleverd = ['naam']
      return { status: 304 }
    }).then((answer) => {
      left = true
      return answer
    })
    await new Promise(setImmediate)
    assert.equal(left, false)
    written.resolve()
    assert.deepEqual(await answering, { status: 304 })
    assert.equal(lines.length, 1)
    const { verzoekId, traceId, spanId, gebruiker, handeling, uitgeleverd, besluit, reden, status } = lines[0] as Regel
    assert.deepEqual(
      [verzoekId, traceId, spanId, lines[0]?.afnemer, gebruiker],
      ['verzoek-1', 'trace', 'span', 'zis', 'jansen'],
    )
    assert.deepEqual([handeling, uitgeleverd], ['raadplegen-zorgverlener', ['naam']])
    assert.deepEqual([besluit, reden, status], ['toegestaan', null, 304])
    assert.deepEqual(problems, [])
  })

  for (const [how, werk] of [
    [
      'throws at once',
      () => {
        throw refusal
      },
    ],
    ['rejects', () => Promise.reject(refusal)],
    ['gives it', () => refusal],
    ['gives it later', async () => refusal],
  ] as const) {
    it(`is written when the work ${how}`, async () => {
      const { lines, problems, verantwoord, written } = setup()
      written.resolve()
      assert.equal(await problemOf(verantwoord(verzoekOf(), 'x', werk)), refusal)
      assert.deepEqual(problems, [refusal])
      assert.deepEqual(
        lines.map(({ besluit, reden, status }) => [besluit, reden, status]),
        [['geweigerd', 'doel-niet-toegestaan', 403]],
      )
    })
  }

  it('tells a refusal from an absence and from a failure', async () => {
    for (const [code, besluit] of [
      ['ongeldige-vraag', 'geweigerd'],
      ['niet-gevonden', 'toegestaan'],
      ['vektis-faalt', 'toegestaan'],
      ['geen-plaats', 'toegestaan'],
    ] as const) {
      const { lines, verantwoord, written } = setup()
      written.resolve()
      const { status } = await problemOf(verantwoord(verzoekOf(), 'x', () => Promise.reject(new Problem(code, 'x'))))
      assert.deepEqual([lines[0]?.besluit, lines[0]?.reden, lines[0]?.status], [besluit, code, status])
    }
  })

  it('keeps the reason that the work itself gave', async () => {
    const { lines, verantwoord, written } = setup()
    written.resolve()
    const outside = verantwoord(verzoekOf(), 'x', (_afnemer, regel) => {
      regel.besluit = 'geweigerd'
      regel.reden = 'buiten-rijfilter'
      throw new Problem('niet-gevonden', 'x')
    })
    assert.equal((await problemOf(outside)).code, 'niet-gevonden')
    assert.deepEqual([lines[0]?.besluit, lines[0]?.reden, lines[0]?.status], ['geweigerd', 'buiten-rijfilter', 404])
  })

  it('of a defect is a failure without its words', async () => {
    const { lines, problems, verantwoord, written } = setup()
    written.resolve()
    const defect = new TypeError('geheim')
    const problem = await problemOf(
      verantwoord(verzoekOf(), 'x', () => {
        throw defect
      }),
    )
    assert.equal(problem.code, 'interne-fout')
    assert.equal(problems[0]?.cause, defect)
    assert.deepEqual([lines[0]?.reden, lines[0]?.status], ['interne-fout', 500])
    assert.doesNotMatch(JSON.stringify(lines), /geheim/)
  })

  it('is written for what HTTP itself refuses, without the work being done', async () => {
    const { lines, verantwoord, written } = setup()
    written.resolve()
    const weigering = new Problem('niet-acceptabel', 'x')
    const werk = () => assert.fail('it was done')
    assert.equal(await problemOf(verantwoord(verzoekOf({ weigering }), 'x', werk)), weigering)
    assert.deepEqual([lines.length, lines[0]?.status], [1, 406])
  })

  it('is not written for an unknown caller, for whom nothing is done', async () => {
    const { lines, problems, verantwoord } = setup()
    const werk = () => assert.fail('it was done')
    const problem = await problemOf(verantwoord(verzoekOf({ afnemer: undefined }), 'x', werk))
    assert.equal(problem.code, 'onbekende-afnemer')
    assert.match(problem.headers['WWW-Authenticate'] ?? '', /^Bearer/)
    assert.deepEqual([lines, problems], [[], []])
  })
})

describe('a line that cannot be written', () => {
  it('holds the answer back', async () => {
    const { lines, verantwoord } = setup({ auditFails: true })
    const problem = await problemOf(verantwoord(verzoekOf(), 'x', () => ({ status: 200, body: 'geheim' })))
    assert.deepEqual(
      [problem.code, problem.status, problem.headers['Retry-After']],
      ['audit-niet-beschikbaar', 503, '5'],
    )
    assert.equal(lines.length, 1)
  })

  it('takes the place of a refusal, of which somebody still hears', async () => {
    for (const werk of [() => Promise.reject(refusal), () => refusal]) {
      const { lines, problems, lost, verantwoord } = setup({ auditFails: true })
      const problem = await problemOf(verantwoord(verzoekOf(), 'x', werk))
      assert.equal(problem.code, 'audit-niet-beschikbaar')
      assert.match(String(problem.cause), /disk full/)
      assert.deepEqual([problems, lost], [[refusal], [refusal]])
      assert.equal(lines.length, 1)
    }
  })
})

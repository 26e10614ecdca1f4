// The policy changes while callers ask: every answer is exactly what the policy in its own audit line says.

import assert from 'node:assert/strict'
import { setImmediate as turn } from 'node:timers/promises'
import { test } from 'node:test'
import { type Clock, systemClock } from '../../src/lib/clock.ts'
import { withGateway } from '../support/gateway.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'

const PATHS = [
  '/v2/zorgverleners/03000001',
  '/v2/zorgverleners/03000001/relaties',
  '/v2/landen',
  '/gateway/v1/doelbinding',
]
const KEYS = ['altijd', 'wisselt', 'verdwijnt']
const FLIPS = 24
const BETWEEN = 60

/** Wide: everybody has everything. Narrow: fewer categories and operations, one caller without its doel, one gone. */
const wide = policyOf(
  { breed: doel(), klein: doel({ bewerkingen: ['detail'], categorieen: ['naam'] }) },
  {
    altijd: afnemer('altijd', ['breed']),
    wisselt: afnemer('wisselt', ['breed']),
    verdwijnt: afnemer('verdwijnt', ['breed']),
  },
)
const narrow = policyOf(
  {
    breed: doel({ categorieen: ['identificatie', 'naam', 'relatienaam'], rijfilter: { zorgsoort: ['03'] } }),
    klein: doel({ bewerkingen: ['detail'], categorieen: ['naam'] }),
  },
  { altijd: afnemer('altijd', ['breed']), wisselt: afnemer('wisselt', ['klein']) },
)

/** Looks at the policy every few ms instead of every second. */
const hasty: Clock = { ...systemClock, sleep: (ms, signal) => systemClock.sleep(ms === 1_000 ? 3 : ms, signal) }

interface Answer {
  id: string
  status: number
  body: string
  left: string | null
}

for (const [name, ttl] of [
  ['every question goes to Vektis', '0'],
  ['most come from the cache', '86400'],
] as const)
  test(`0 wrong refusals and 0 wrong grants: ${name}`, { timeout: 60_000 }, async (t) => {
    const gateway = await withGateway(t, {
      policy: wide,
      clock: hasty,
      reload: true,
      env: { CACHE_TTL_SECONDS: ttl, CACHE_STALE_SECONDS: ttl },
    })
    const { ask, setPolicy, audit } = gateway
    let numbered = 0

    async function answerTo(key: string, path: string): Promise<Answer> {
      const id = `verzoek-${(numbered += 1)}`
      const response = await ask(path, { key: `sleutel-${key}`, headers: { 'x-request-id': id } })
      const { instance: _, ...body } = (await response.json()) as Record<string, unknown>
      return { id, status: response.status, body: JSON.stringify(body), left: response.headers.get('agb-weggelaten') }
    }
    const hashInForce = async () => /agb_policy_info\{hash="(\w+)"\} 1/.exec(await gateway.metrics())?.[1] ?? ''

    /** Writes the policy and resolves with its hash once it is in force. */
    async function flip(policy: unknown): Promise<string> {
      const before = await hashInForce()
      setPolicy(policy)
      for (;;) {
        const hash = await hashInForce()
        if (hash !== before) return hash
        await turn()
      }
    }

    // What each policy gives, learned while nothing moves.
    const questions = KEYS.flatMap((key) => PATHS.map((path) => ({ key, path })))
    const expected = new Map<string, Map<string, string>>()
    const told = ({ status, body, left }: Answer) => `${status} ${left} ${body}`
    async function learn(hash: string): Promise<void> {
      const answers = await Promise.all(questions.map(async ({ key, path }) => told(await answerTo(key, path))))
      expected.set(
        hash,
        new Map(answers.map((text, index) => [`${questions[index]?.key} ${questions[index]?.path}`, text])),
      )
    }
    const wideHash = await hashInForce()
    await learn(wideHash)
    const narrowHash = await flip(narrow)
    await learn(narrowHash)
    assert.notDeepEqual(expected.get(wideHash), expected.get(narrowHash))

    const seen: Array<{ question: string; answer: Answer }> = []
    const busy = new AbortController()
    async function worker(start: number): Promise<void> {
      for (let at = start; !busy.signal.aborted; at += 1) {
        const { key = '', path = '' } = questions[at % questions.length] ?? {}
        seen.push({ question: `${key} ${path}`, answer: await answerTo(key, path) })
      }
    }
    const workers = Array.from({ length: 12 }, (_, index) => worker(index * 5))
    for (let count = 0; count < FLIPS; count += 1) {
      const hash = await flip(count % 2 === 0 ? wide : narrow)
      // From here on this replica knows better: the caller that the policy took out is unknown at once, or known again.
      assert.equal((await answerTo('verdwijnt', '/v2/landen')).status, hash === wideHash ? 200 : 401)
      const enough = seen.length + BETWEEN
      while (seen.length < enough) await turn()
    }
    busy.abort()
    await Promise.all(workers)

    const lines = new Map(audit().map((line) => [line['verzoekId'], line]))
    const judged = { [wideHash]: 0, [narrowHash]: 0 }
    let unknown = 0
    for (const { question, answer } of seen) {
      const line = lines.get(answer.id)
      // Nobody is known to have asked: only who is not in the narrow policy can hear that.
      const hash = line ? String(line['policy']) : narrowHash
      if (line) judged[hash] = (judged[hash] ?? 0) + 1
      else unknown += 1
      assert.equal(
        told(answer),
        expected.get(hash)?.get(question),
        `${question} by ${hash === wideHash ? 'wide' : 'narrow'}`,
      )
    }
    assert.ok(Math.min(...Object.values(judged), unknown) > 20, JSON.stringify({ ...judged, unknown }))
    const changes = audit().filter((line) => line['handeling'] === 'policy-gewijzigd')
    assert.equal(changes.length, FLIPS + 1)
    t.diagnostic(`${seen.length} answers over ${changes.length} changes`)
  })

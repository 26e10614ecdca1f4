// An identity provider changes its signing key while callers ask and forgers try: nobody genuine is refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Clock, systemClock } from '../../src/lib/clock.ts'
import { withGateway } from '../support/gateway.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'
import { AUDIENCE, CLIENT, startIssuer } from './support/issuer.ts'

const ROTATIONS = 6
const BETWEEN = 50

/** The pause between two askings of the issuer, up to five seconds, passes in some milliseconds. */
const hasty: Clock = { ...systemClock, sleep: (ms, s) => systemClock.sleep(ms > 2_500 && ms <= 5_000 ? 5 : ms, s) }

test('0 wrong refusals and 0 wrong grants', { timeout: 60_000 }, async (t) => {
  const idp = await startIssuer(t, { alg: 'ES256' })
  const tokens = [{ issuer: idp.issuer, client: CLIENT, audience: AUDIENCE }]
  const gateway = await withGateway(t, {
    policy: policyOf({ alles: doel() }, { zis: afnemer('zis', ['alles'], { tokens }) }),
    clock: hasty,
    files: { oidc: idp.caPem },
    env: { OIDC_CA_FILE: 'oidc' },
  })
  const statuses: Record<'genuine' | 'forged', number[]> = { genuine: [], forged: [] }
  const busy = new AbortController()
  let rest = Promise.withResolvers<void>()
  let due = BETWEEN

  async function worker(kind: 'genuine' | 'forged', token: () => Promise<string>): Promise<void> {
    while (!busy.signal.aborted) {
      statuses[kind].push((await gateway.ask('/v2/landen', { key: await token() })).status)
      if (statuses.genuine.length >= due) rest.resolve()
    }
  }
  let forgeries = 0
  const workers = [
    ...Array.from({ length: 6 }, () => worker('genuine', () => idp.sign())),
    ...Array.from({ length: 2 }, () => worker('forged', () => idp.sign({}, { kid: `forged-${(forgeries += 1)}` }))),
  ]
  for (let count = 0; count < ROTATIONS; count += 1) {
    await rest.promise
    due = statuses.genuine.length + BETWEEN
    rest = Promise.withResolvers()
    await idp.rotate(true)
  }
  await rest.promise
  busy.abort()
  await Promise.all(workers)

  assert.deepEqual(new Set(statuses.genuine), new Set([200]))
  assert.deepEqual(new Set(statuses.forged), new Set([401]))
  assert.ok(statuses.genuine.length > ROTATIONS * BETWEEN && statuses.forged.length > ROTATIONS)
})

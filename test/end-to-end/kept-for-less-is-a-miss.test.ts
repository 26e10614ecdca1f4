// What is kept is cut to what the doelen may see; a gateway whose doelen see more fetches it anew.

import assert from 'node:assert/strict'
import test from 'node:test'
import { withGateway } from '../support/gateway.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'
import { startRedis } from '../support/redis.ts'
import { keptInRedis } from './support/kept-in-redis.ts'

const PATH = '/v2/zorgverleners/03000001'

const policyWith = (categorieen: readonly string[]) =>
  policyOf({ enig: doel({ categorieen }) }, { alles: afnemer('alles', ['enig']) })

test('an entry cut for a narrow policy does not answer under a richer one', async (t) => {
  await using redis = await startRedis()
  const env = { REDIS_URL: redis.url }
  const narrow = await withGateway(t, { env, policy: policyWith(['naam', 'titel']) })
  assert.equal((await narrow.ask(PATH)).status, 200)

  const [kept] = (await keptInRedis(redis.url, 1)).values()
  // The code is the gateway's own to read, for the audit; nothing else is there that no doel may see.
  assert.deepEqual(Object.keys(kept?.document as object).sort(), [
    'AGBCode',
    'AcademischeTitel',
    'Achternaam',
    'Tussenvoegsel',
    'Voorletters',
  ])

  // Beside it the narrow one would go on fetching for both.
  await narrow.close()
  const rich = await withGateway(t, { env, policy: policyWith(['naam', 'geslacht']) })
  const answer = await rich.ask(PATH)
  assert.equal(answer.headers.get('cache-status'), 'agb-gateway; fwd=miss; stored')
  assert.deepEqual(Object.keys((await answer.json()) as object).sort(), [
    'Achternaam',
    'Geslacht',
    'Tussenvoegsel',
    'Voorletters',
  ])
})

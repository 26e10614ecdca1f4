// Keys of an issuer: asked for once, renewed in time, never in a flood, and still good for an hour when it is away.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPolicy } from '../../src/policy/read-policy.ts'
import { createTokens } from '../../src/identiteit/token.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'
import { createProvider, ISSUER } from './support/provider.ts'

const MINUTE = 60_000
const AWAY = new Error('connect ECONNREFUSED')

const lezing = readPolicy(
  Buffer.from(
    JSON.stringify(
      policyOf(
        { alles: doel() },
        { zis: afnemer('zis', ['alles'], { tokens: [{ issuer: ISSUER, client: 'zis', audience: 'agb' }] }) },
      ),
    ),
  ),
  'p',
)
assert.ok('policy' in lezing)
const { policy } = lezing

async function start() {
  const clock = createFakeClock()
  const provider = await createProvider(clock)
  const faults: string[] = []
  const houderVan = createTokens({ getJson: provider.getJson, clock, onFault: (issuer) => void faults.push(issuer) })
  const who = async (jwt: string) =>
    houderVan(policy, jwt).then(
      (afnemer) => afnemer?.id,
      (fault: { code: string }) => fault.code,
    )
  return { clock, provider, faults, who }
}

test('a thousand tokens at once ask once', async () => {
  const { provider, who } = await start()
  const token = await provider.sign()
  const found = await Promise.all(Array.from({ length: 1000 }, () => who(token)))
  assert.deepEqual(new Set(found), new Set(['zis']))
  assert.equal(provider.askings(), 1)
})

test('a rotated key is taken at its first token', async () => {
  const { clock, provider, who } = await start()
  assert.equal(await who(await provider.sign()), 'zis')
  const old = await provider.sign({ jti: 'old' })
  await clock.advance(1)
  await provider.rotate()
  assert.equal(await who(await provider.sign()), 'zis')
  assert.equal(provider.askings(), 2)
  await clock.advance(5_000)
  const late = who(old)
  await clock.advance(5_000)
  assert.equal(await late, undefined, 'what was signed with a withdrawn key is worth nothing')
})

test('what was found genuine is looked at again when its key is withdrawn', async () => {
  const { clock, provider, who } = await start()
  const token = await provider.sign()
  assert.equal(await who(token), 'zis')
  await clock.advance(1)
  await provider.rotate()
  assert.equal(await who(await provider.sign()), 'zis')
  const late = who(token)
  await clock.advance(5_000)
  assert.equal(await late, undefined)
})

test('forged key ids ask once in five seconds, whatever they hold, and cost a new key no refusal', async () => {
  const { clock, provider, who } = await start()
  assert.equal(await who(await provider.sign()), 'zis')
  await clock.advance(1)
  const ids = ['../../../../dev/null', 'https://evil.example/keys', "' or '1'='1", '__proto__', 'x'.repeat(500), '']
  const forged = await Promise.all(ids.map((kid) => provider.sign({}, { kid })))
  assert.deepEqual(
    await Promise.all(forged.map(who)),
    ids.map(() => undefined),
  )
  assert.equal(provider.askings(), 2)

  await clock.advance(1)
  await provider.rotate()
  const waiting = Promise.all([who(await provider.sign()), ...forged.map(who)])
  await clock.advance(4_000)
  assert.equal(provider.askings(), 2, 'not before its turn')
  await clock.advance(1_000)
  assert.deepEqual(await waiting, ['zis', ...ids.map(() => undefined)])
  assert.equal(provider.askings(), 3)
})

test('more than a hundred that wait are sent away', async () => {
  const { clock, provider, who } = await start()
  await who(await provider.sign())
  await clock.advance(1)
  const forged = await provider.sign({}, { kid: 'unknown' })
  await who(forged)
  await clock.advance(1)
  const all = Promise.all(Array.from({ length: 150 }, () => who(forged)))
  await clock.advance(10_000)
  const told = await all
  assert.equal(told.filter((code) => code === 'identiteit-niet-te-controleren').length, 50)
  assert.equal(told.filter((code) => code === undefined).length, 100)
})

test('an issuer that is away: known keys go on for an hour, and no longer', async () => {
  const { clock, provider, faults, who } = await start()
  const token = await provider.sign()
  assert.equal(await who(token), 'zis')
  provider.fail(AWAY)
  await clock.advance(59 * MINUTE)
  assert.equal(await who(token), 'zis')
  await clock.advance(MINUTE)
  assert.equal(await who(token), 'identiteit-niet-te-controleren')
  assert.deepEqual(new Set(faults), new Set([ISSUER]))
  provider.fail(undefined)
  await clock.advance(5_000)
  assert.equal(await who(token), 'zis')
})

test('a token whose key cannot be looked up is neither good nor bad', async () => {
  const { clock, provider, who } = await start()
  await who(await provider.sign())
  await clock.advance(1)
  provider.fail(AWAY)
  assert.equal(await who(await provider.sign({}, { kid: 'unknown' })), 'identiteit-niet-te-controleren')
})

test('keys are renewed behind the answer', async () => {
  const { clock, provider, who } = await start()
  const token = await provider.sign()
  await who(token)
  await clock.advance(10 * MINUTE)
  assert.equal(await who(token), 'zis')
  await clock.advance(1)
  assert.equal(provider.askings(), 2)
})

test('a discovery document of another issuer, or with keys in the open, is not believed', async () => {
  const documents = [
    { issuer: `${ISSUER}/`, jwks_uri: `${ISSUER}/keys` },
    { issuer: 'https://evil.example', jwks_uri: `${ISSUER}/keys` },
    { issuer: ISSUER, jwks_uri: 'http://idp.test.example/keys' },
    { issuer: ISSUER, jwks_uri: 'file:///etc/passwd' },
    { issuer: ISSUER },
    null,
    [],
  ]
  for (const document of documents) {
    const { provider, who } = await start()
    provider.discovery(document)
    assert.equal(await who(await provider.sign()), 'identiteit-niet-te-controleren', JSON.stringify(document))
    assert.equal(provider.askings(), 0)
  }
})

test('a token that lapses is refused though it was found genuine before', async () => {
  const { clock, provider, who } = await start()
  const token = await provider.sign({ exp: clock.now() / 1000 + 60 })
  assert.equal(await who(token), 'zis')
  await clock.advance(69_000)
  assert.equal(await who(token), 'zis')
  await clock.advance(1_000)
  assert.equal(await who(token), undefined)
})

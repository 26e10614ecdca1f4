// A token of the hospital's identity provider is an afnemer, when it is genuine, for us and of now; else 401.

import assert from 'node:assert/strict'
import { createHmac, createPublicKey } from 'node:crypto'
import { test } from 'node:test'
import { exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose'
import { withGateway } from '../support/gateway.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'
import { AUDIENCE, CLIENT, startIssuer, type TestIssuer } from './support/issuer.ts'

const PATH = '/v2/zorgverleners/03000001'

const policyFor = ({ issuer }: TestIssuer) =>
  policyOf(
    { alles: doel() },
    {
      zis: afnemer('zis', ['alles'], { tokens: [{ issuer, client: CLIENT, audience: AUDIENCE }] }),
      erp: afnemer('erp', ['alles'], { tokens: [{ issuer, client: 'erp', audience: AUDIENCE }] }),
    },
  )

const base64url = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const seconds = () => Math.floor(Date.now() / 1000)

/** Header and payload as they are, signed by nobody; `signature` takes what would be signed. */
const handmade = (header: unknown, payload: unknown, signature: (input: string) => string = () => '') => {
  const input = `${base64url(header)}.${base64url(payload)}`
  return `${input}.${signature(input)}`
}

for (const alg of ['RS256', 'PS256', 'ES256', 'EdDSA'])
  test(`a genuine token signed with ${alg}`, async (t) => {
    const idp = await startIssuer(t, { alg })
    const { ask, audit } = await withGateway(t, {
      policy: policyFor(idp),
      files: { oidc: idp.caPem },
      env: { OIDC_CA_FILE: 'oidc' },
    })
    assert.equal((await ask(PATH, { key: await idp.sign() })).status, 200)
    assert.equal((await ask(PATH, { key: await idp.sign({ azp: undefined, client_id: 'erp' }) })).status, 200)
    assert.deepEqual(
      audit().map((line) => line['afnemer']),
      ['zis', 'erp'],
    )
    assert.equal(idp.calls(), 2, 'discovery and keys, once')
  })

test('tokens as they really come', async (t) => {
  const idp = await startIssuer(t)
  const { ask, url } = await withGateway(t, {
    policy: policyFor(idp),
    files: { oidc: idp.caPem },
    env: { OIDC_CA_FILE: 'oidc' },
  })
  const good = await idp.sign()
  const statusOf = async (headers: Record<string, string>) => (await fetch(`${url}${PATH}`, { headers })).status

  await t.test('for more than one audience', async () => {
    assert.equal((await ask(PATH, { key: await idp.sign({ aud: ['other', AUDIENCE] }) })).status, 200)
  })
  await t.test('some seconds ahead of our clock, and some behind', async () => {
    assert.equal((await ask(PATH, { key: await idp.sign({ nbf: seconds() + 5 }) })).status, 200)
    assert.equal((await ask(PATH, { key: await idp.sign({ exp: seconds() - 5 }) })).status, 200)
  })
  await t.test('in X-API-Key, behind Vektis, and bare', async () => {
    assert.equal(await statusOf({ 'x-api-key': good }), 200)
    assert.equal(await statusOf({ authorization: `Vektis ${good}` }), 200)
    assert.equal(await statusOf({ authorization: good }), 200)
  })
  await t.test('beside a key: of the same caller, and of another', async () => {
    assert.equal(await statusOf({ authorization: `Bearer ${good}`, 'x-api-key': 'sleutel-zis' }), 200)
    assert.equal(await statusOf({ authorization: `Bearer ${good}`, 'x-api-key': 'sleutel-erp' }), 401)
  })
})

test('forged, foreign and worn-out tokens are 401, and the log holds none of them', async (t) => {
  const idp = await startIssuer(t)
  const other = await startIssuer(t)
  const gateway = await withGateway(t, {
    policy: policyFor(idp),
    files: { oidc: idp.caPem },
    env: { OIDC_CA_FILE: 'oidc' },
  })
  const { kid } = idp.publicJwk()
  const claims = { iss: idp.issuer, aud: AUDIENCE, azp: CLIENT, exp: seconds() + 300 }
  const own = await generateKeyPair('RS256', { extractable: true })
  const spki = await exportSPKI((await importJWK(idp.publicJwk(), 'RS256', { extractable: true })) as CryptoKey)
  const der = createPublicKey({ key: idp.publicJwk(), format: 'jwk' }).export({
    type: 'spki',
    format: 'der',
  })
  const hmac = (secret: string | Buffer, bits: number) => (input: string) =>
    createHmac(`sha${bits}`, secret).update(input).digest('base64url')
  const bySelf = (header: Record<string, unknown>, payload: Record<string, unknown> = claims) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'RS256', ...header }).sign(own.privateKey)
  const good = await idp.sign()
  const [header = '', payload = '', signature = ''] = good.split('.')

  const tokens: Record<string, string> = {
    'alg none': handmade({ alg: 'none' }, claims),
    'alg None': handmade({ alg: 'None', kid }, claims),
    'alg none with a signature': handmade({ alg: 'none', kid }, claims, () => signature),
    'no alg': handmade({ kid }, claims, () => signature),
    'HS256 with the public key as PEM': handmade({ alg: 'HS256', kid }, claims, hmac(spki, 256)),
    'HS256 with the public key as DER': handmade({ alg: 'HS256', kid }, claims, hmac(der, 256)),
    'HS512 with the modulus': handmade({ alg: 'HS512', kid }, claims, hmac(idp.publicJwk().n ?? '', 512)),
    'HS256 with an empty secret': handmade({ alg: 'HS256', kid }, claims, hmac('', 256)),
    'another algorithm over a genuine signature': handmade({ alg: 'PS256', kid }, claims, () => signature),
    'a key of its own under the known id': await bySelf({ kid }),
    'a key of its own in the header': await bySelf({ kid, jwk: idp.publicJwk() }),
    'a key of its own somewhere else': await bySelf({ kid, jku: `${other.issuer}/keys`, x5u: `${other.issuer}/keys` }),
    'an id that is no text': await bySelf({ kid: 1 }),
    'an unknown critical header': await idp.sign({}, { crit: ['exotic'], exotic: true }).catch(() => `${header}.x.y`),
    'for another audience': await idp.sign({ aud: 'agb-gateway-test' }),
    'for nobody': await idp.sign({ aud: undefined }),
    'without an end': await idp.sign({ exp: undefined }),
    'an end that is no number': await idp.sign({ exp: '9999999999' as unknown as number }),
    expired: await idp.sign({ exp: seconds() - 60 }),
    'not yet': await idp.sign({ nbf: seconds() + 60 }),
    'of another issuer': await other.sign(),
    'of another issuer that says it is ours': await other.sign({ iss: idp.issuer }),
    'the issuer with a slash behind it': await idp.sign({ iss: `${idp.issuer}/` }),
    'without an issuer': await idp.sign({ iss: undefined }),
    'of a client that is nobody': await idp.sign({ azp: 'stranger' }),
    'azp of one and client_id of another': await idp.sign({ azp: CLIENT, client_id: 'erp' }),
    'azp that is no text': await idp.sign({ azp: [CLIENT] }),
    'without a client': await idp.sign({ azp: undefined }),
    'another payload behind a genuine signature': `${header}.${base64url({ ...claims, azp: 'erp' })}.${signature}`,
    'cut off': good.slice(0, -2),
    'one bit changed': `${header}.${payload}.${signature[0] === 'A' ? 'B' : 'A'}${signature.slice(1)}`,
    'four parts': `${good}.${signature}`,
    'padded base64': `${good}==`,
    'no JSON inside': `${header}.${base64url('hallo')}.${signature}`,
    'a list inside': `${header}.${base64url('[]')}.${signature}`,
    'huge, and genuine': await idp.sign({ filler: 'x'.repeat(8_000) }),
    'only dots': '..',
  }
  for (const [name, token] of Object.entries(tokens))
    await t.test(name, async () => {
      assert.equal((await gateway.ask(PATH, { key: token })).status, 401)
    })

  await t.test('a genuine one, to show that the rest was refused for what it is', async () => {
    assert.equal((await gateway.ask(PATH, { key: good })).status, 200)
  })
  assert.equal(gateway.audit().length, 1)
  for (const token of Object.values(tokens)) assert.ok(token.length < 20 || !gateway.log().includes(token))
  assert.equal(other.calls(), 0, 'nobody is asked but who stands in the policy')
})

test('claims that stand twice make a token that means nothing', async (t) => {
  const idp = await startIssuer(t)
  const { ask } = await withGateway(t, {
    policy: policyFor(idp),
    files: { oidc: idp.caPem },
    env: { OIDC_CA_FILE: 'oidc' },
  })
  const exp = seconds() + 300
  const signed = async (payload: string) => (await ask(PATH, { key: await idp.signText(payload) })).status
  const rest = `"iss":"${idp.issuer}","aud":"${AUDIENCE}","exp":${exp}`
  assert.equal(await signed(`{${rest},"azp":"erp","note":"a\\"azp\\":","l":[{"azp":1}]}`), 200)
  assert.equal(await signed(`{${rest},"azp":"zis","azp":"erp"}`), 401)
  assert.equal(await signed(`{${rest},"azp":"erp","\\u0061zp":"erp"}`), 401)
  assert.equal(await signed(`{${rest},"azp":"erp","deep":{"a":1,"a":1}}`), 401)
})

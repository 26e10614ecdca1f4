// A decision by a policy that was replaced meanwhile leaves nothing in the line, whatever comes of the next one.

import assert from 'node:assert/strict'
import test from 'node:test'
import type { Afnemer, Policy } from '../../src/doelbinding/policy.ts'
import { Problem } from '../../src/errors.ts'
import { volgensEenPolicy } from '../../src/raadpleging/een-policy.ts'
import { type Kladregel, leeg } from '../../src/raadpleging/verantwoord.ts'
import type { Verzoek, Wie } from '../../src/raadpleging/verzoek.ts'
import { problemOf } from './parts.ts'

const policyOf = (hash: string) => ({ hash }) as unknown as Policy
const [first, second] = [policyOf('een'), policyOf('twee')]
const afnemer = { id: 'zis' } as unknown as Afnemer

/** The first decision gives a name from the cache; the policy is replaced while it is made. */
function setup(identificeer: () => Promise<Wie>) {
  let inForce = first
  const verzoek = { policy: first, verzoekId: 'v-1', traceId: null, spanId: null, gebruiker: null, identificeer }
  const regel = leeg(verzoek as unknown as Verzoek, afnemer, 'raadplegen-zorgverlener')
  const made: string[] = []
  const deciding = volgensEenPolicy(
    { policy: () => inForce, verzoek: verzoek as unknown as Verzoek, afnemer, regel },
    (wie, klad) => {
      made.push(wie.policy.hash)
      if (wie.policy === second) return 'by the second'
      Object.assign(klad, { uitgeleverd: ['naam'], betrokkenen: ['p'], herkomst: 'cache', doel: 'declaratie@1' })
      inForce = second
      return 'by the first'
    },
  )
  return { regel, made, deciding }
}

/** What a line says of what was given, and by which policy. */
const givenIn = ({ uitgeleverd, betrokkenen, herkomst, doel, afnemer: who, policy }: Kladregel) => ({
  uitgeleverd,
  betrokkenen,
  herkomst,
  doel,
  afnemer: who,
  policy,
})
const nothing = { uitgeleverd: [], betrokkenen: [], herkomst: null, doel: null, afnemer: 'zis' }

test('the next decision begins with an empty line, under its own policy', async () => {
  const { regel, made, deciding } = setup(async () => ({ policy: second, afnemer }))
  assert.equal(await deciding, 'by the second')
  assert.deepEqual(made, ['een', 'twee'])
  assert.deepEqual(givenIn(regel), { ...nothing, policy: 'twee' })
})

test('a caller that the next policy does not know was given nothing', async () => {
  const { regel, deciding } = setup(async () => ({ policy: second, afnemer: undefined }))
  assert.equal((await problemOf(deciding)).code, 'onbekende-afnemer')
  assert.deepEqual(givenIn(regel), { ...nothing, policy: 'twee' })
})

test('nor was one of whom it cannot be told any more who it is', async () => {
  const { regel, deciding } = setup(async () => {
    throw new Problem('identiteit-niet-te-controleren', 'x')
  })
  assert.equal((await problemOf(deciding)).code, 'identiteit-niet-te-controleren')
  assert.deepEqual(givenIn(regel), { ...nothing, policy: 'een' })
})

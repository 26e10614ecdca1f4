// Whatever is granted, that and nothing else is delivered: held against an oracle that shares no code with the filter.

import assert from 'node:assert/strict'
import test from 'node:test'
import { categorieen as allCategories } from '../../src/domain/categorie.ts'
import { bewerkingen } from '../../src/domain/catalogus.ts'
import { codeVanPartijtype, partijtypen } from '../../src/domain/partijtype.ts'
import { createRandom } from '../../src/sandbox/register/random.ts'
import { withGateway } from '../support/gateway.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'
import { createOracle, type Granted, partiesIn } from './support/oracle.ts'
import { questions } from './support/questions.ts'

const DOELEN = 12
const ALWAYS = ['referentie', 'techniek']

test('a doel gives exactly its categories, of exactly its kinds of party', async (t) => {
  const random = createRandom(20261122)
  const some = <T>(all: readonly T[]): T[] => all.filter(() => random.chance(0.4))
  const grantable = Object.keys(allCategories).filter((name) => !ALWAYS.includes(name))
  const drawn = Array.from({ length: DOELEN }, (_, index) => ({
    id: `doel-${index}`,
    // Nothing, one alone and all but one are where a filter goes wrong first.
    categorieen: [[random.pick(grantable)], grantable.slice(1)][index] ?? [random.pick(grantable), ...some(grantable)],
    partijtypen: [random.pick(partijtypen), ...some(partijtypen)],
  }))
  const unique = <T>(list: readonly T[]) => [...new Set(list)]
  const policy = policyOf(
    Object.fromEntries(
      drawn.map(({ id, categorieen, partijtypen: typen }) => [
        id,
        doel({
          categorieen: unique(categorieen),
          partijtypen: unique(typen),
          bewerkingen: bewerkingen.filter((naam) => naam !== 'bulk'),
        }),
      ]),
    ),
    {
      alles: afnemer(
        'alles',
        drawn.map(({ id }) => id),
      ),
    },
  )
  const gateway = await withGateway(t, { policy })
  const { sandbox, ask, audit } = gateway
  for (const { actief = [] } of Object.values(sandbox.control.sample()))
    for (const agbcode of actief) sandbox.control.mutate({ kind: 'touch', agbcode })
  const { expected, categories, parties } = await createOracle()

  const withDoel = questions(sandbox, ({ bewerkingen: nodig }) => nodig.length > 0)
  /** Lines of the audit as they should be, by the number of the request. */
  const accounted = new Map<string, unknown>()
  for (const { bevraging, path } of withDoel.filter(() => random.chance(0.7))) {
    const whole = await sandbox.get(path)
    if (whole.status !== 200) continue
    for (const { id, categorieen, partijtypen: typen } of [random.pick(drawn), random.pick(drawn)]) {
      const { antwoord, partijtype } = bevraging
      const response = await ask(path, { doel: id })
      if (partijtype && !typen.includes(partijtype)) {
        assert.equal(response.status, 403)
        continue
      }
      const granted: Granted = { categorieen: [...categorieen, ...ALWAYS], partijtypen: typen.map(codeVanPartijtype) }
      const body = await response.json()
      assert.deepEqual(body, expected(antwoord, whole.json(), granted), `${path} for ${categorieen.join()}`)

      const possible = categories(antwoord)
      const withheld = possible.filter((naam) => !granted.categorieen.includes(naam))
      assert.equal(response.headers.get('agb-weggelaten'), withheld.join(', ') || null)
      const asked = path.split('/').filter((word) => /^\d{8}$/.test(word))
      accounted.set(response.headers.get('x-request-id') ?? '', {
        betrokkenen: parties(antwoord, whole.json(), granted, asked),
        uitgeleverd: possible.filter((naam) => granted.categorieen.includes(naam)),
        weggelaten: withheld,
      })
    }
  }

  const lines = new Map(audit().map((line) => [line.verzoekId, line]))
  for (const [id, line] of accounted) {
    const { uitgeleverd, weggelaten } = lines.get(id) ?? {}
    assert.deepEqual({ betrokkenen: partiesIn(lines.get(id)), uitgeleverd, weggelaten }, line)
  }
  assert.ok(accounted.size > 120, `only ${accounted.size} answers were compared`)
})

// Rows about parties of a kind outside the doel do not leave, and their parties do not stand in the audit.

import assert from 'node:assert/strict'
import test from 'node:test'
import { bekend } from '../../src/sandbox/register/bekend.ts'
import { withGateway } from '../support/gateway.ts'
import { afnemer, doel, policyOf } from '../support/policy.ts'
import { partiesIn, pseudonymOf } from './support/oracle.ts'

interface Row {
  AGBCode: string
  ZorgpartijType?: { Code: string }
  Type: { Code: string }
}

const policy = policyOf(
  {
    ondernemingen: doel({ partijtypen: ['onderneming'] }),
    'met-specialisten': doel({ partijtypen: ['onderneming', 'zorgverlener'] }),
    'zonder-code': doel({ partijtypen: ['onderneming', 'zorgverlener'], categorieen: ['relatienaam'] }),
  },
  { alles: afnemer('alles', ['ondernemingen', 'met-specialisten', 'zonder-code']) },
)

test('rows of other kinds', async (t) => {
  const { ask, sandbox, audit } = await withGateway(t, { policy })
  const { specialist, ziekenhuis, ziekenhuislocatie } = bekend

  await t.test('of relaties', async () => {
    const path = `/v2/ondernemingen/${ziekenhuis.agbcode}/relaties`
    const whole = (await sandbox.get(path)).json() as { Relaties: Row[] }
    const kinds = new Set(whole.Relaties.map(({ ZorgpartijType }) => ZorgpartijType?.Code))
    assert.deepEqual(kinds, new Set(['1', '2', '3']))

    const own = whole.Relaties.filter(({ ZorgpartijType }) => ZorgpartijType?.Code === '2')
    const seen = (await (await ask(path, { doel: 'ondernemingen' })).json()) as { Relaties: Row[] }
    assert.deepEqual(seen, { ...whole, Relaties: own })
    assert.deepEqual(
      partiesIn(audit().at(-1)),
      [ziekenhuis.agbcode, ...own.map(({ AGBCode }) => AGBCode)].map(pseudonymOf).sort(),
    )

    const some = (await (await ask(path, { doel: 'met-specialisten' })).json()) as { Relaties: Row[] }
    assert.deepEqual(
      some.Relaties,
      whole.Relaties.filter(({ ZorgpartijType }) => ZorgpartijType?.Code !== '3'),
    )
    assert.ok(partiesIn(audit().at(-1)).includes(pseudonymOf(specialist.agbcode)))
  })

  await t.test('a party whose name is given and whose code is not, still stands in the audit', async () => {
    const path = `/v2/ondernemingen/${ziekenhuis.agbcode}/relaties`
    const text = await (await ask(path, { doel: 'zonder-code' })).text()
    assert.ok(text.includes(specialist.naam) && !text.includes(specialist.agbcode))
    assert.ok(partiesIn(audit().at(-1)).includes(pseudonymOf(specialist.agbcode)))
  })

  await t.test('of the list, whose totals stay', async () => {
    const path = '/v2/zorgpartijen?paginanummer=1&aantal=200'
    const whole = (await sandbox.get(path)).json() as { Data: Row[] }
    const seen = await (await ask(path, { doel: 'ondernemingen' })).json()
    const Data = whole.Data.filter(({ Type }) => Type.Code === '2')
    assert.ok(Data.length > 0 && Data.length < whole.Data.length)
    assert.deepEqual(seen, { ...whole, Data })
  })

  await t.test('of mutaties', async () => {
    for (const { agbcode } of [specialist, ziekenhuis, ziekenhuislocatie])
      sandbox.control.mutate({ kind: 'touch', agbcode })
    const path = `/v2/zorgpartijen/mutaties/${sandbox.control.register.vandaag()}`
    const seen = (await (await ask(path, { doel: 'ondernemingen' })).json()) as { Zorgpartijen: Row[] }
    assert.deepEqual(
      seen.Zorgpartijen.map(({ AGBCode }) => AGBCode),
      [ziekenhuis.agbcode],
    )
  })

  await t.test('vestigingen go with the organisation of their onderneming, asked by whichever code', async () => {
    for (const asked of [ziekenhuis, ziekenhuislocatie]) {
      const path = `/v2/ondernemingen/${asked.agbcode}/relaties/organisatie`
      const answer = await ask(path, { doel: 'ondernemingen' })
      const whole = (await sandbox.get(path)).json() as { AGBCode: string; Vestigingen: Row[] }
      assert.deepEqual(await answer.json(), whole)
      assert.deepEqual(
        partiesIn(audit().at(-1)),
        [whole.AGBCode, ...whole.Vestigingen.map(({ AGBCode }) => AGBCode)].map(pseudonymOf).sort(),
      )
    }
  })
})

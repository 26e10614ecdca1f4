// relaties/organisatie: asked by the onderneming's code or by a site's, with the sites that are active on the day.

import assert from 'node:assert/strict'
import test from 'node:test'
import type { OndernemingOrganisatie } from '../../src/domain/antwoorden.ts'
import { withSandbox } from '../support/sandbox.ts'

test('an onderneming shows its sites', async (t) => {
  const { control, get } = await withSandbox(t)
  const ask = (code: string) => get(`/v2/ondernemingen/${code}/relaties/organisatie`)
  const organisatie = (await ask('06000001')).json() as OndernemingOrganisatie
  const sites = organisatie.Vestigingen.map(({ AGBCode }) => AGBCode)
  assert.ok(sites.includes('71000001') && sites.includes('71000002'))
  assert.equal(organisatie.CorrespondentieAdres?.Postcode.length, 8)
  assert.deepEqual((await ask('71000001')).json(), organisatie)
  assert.equal((await ask('03000001')).status, 404)

  control.mutate({ kind: 'end', agbcode: '71000002' })
  const left = ((await ask('06000001')).json() as OndernemingOrganisatie).Vestigingen
  assert.deepEqual(
    left.map(({ AGBCode }) => AGBCode),
    sites.filter((code) => code !== '71000002'),
  )

  control.mutate({ kind: 'end', agbcode: '71000003' })
  const none = await ask('01000002')
  if (none.status === 200) {
    const others = (none.json() as OndernemingOrganisatie).Vestigingen.map(({ AGBCode }) => AGBCode)
    for (const agbcode of others) control.mutate({ kind: 'end', agbcode })
  }
  assert.deepEqual((await ask('01000002')).json(), 'Onderneming bevat geen actieve vestigingen')
  control.mutate({ kind: 'end', agbcode: '01000002' })
  assert.deepEqual((await ask('01000002')).json(), 'Onderneming niet actief')
})

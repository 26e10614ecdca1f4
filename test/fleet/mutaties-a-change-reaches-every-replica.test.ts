// What changes at Vektis changes everywhere: at every replica, in Redis, and in the answers about others that name it.

import assert from 'node:assert/strict'
import test from 'node:test'
import { eventually } from '../support/eventually.ts'
import { type FleetReplica, withFleet } from '../support/fleet.ts'
import { contentsOf } from '../support/redis-contents.ts'

const env = { MUTATION_POLL_SECONDS: '1' }

type Document = Record<string, unknown>

/** Every kept answer that stands in Redis. */
const inRedis = async (url: string) => [...(await contentsOf(url)).answers.values()].join('\n')

const ask = async (replica: FleetReplica, path: string) => {
  const { status, headers, text } = await replica.ask(path, { caller: 'alles' })
  return { status, headers, text, document: status === 200 ? (JSON.parse(text) as Document) : undefined }
}

test('a fleet that follows the feed', async (t) => {
  const { replicas, sandbox, redis } = await withFleet(t, { env })
  const { control } = sandbox
  const { register } = control
  const zorgverleners = register.all().flatMap(({ type, document }) => (type === 'zorgverlener' ? [document] : []))
  const everywhere = (path: string) => Promise.all(replicas.map((replica) => ask(replica, path)))

  await t.test('gives the new value at every replica, and never the old one as proven after it', async () => {
    const path = '/v2/zorgverleners/03000001'
    await everywhere(path)
    const changedAt = new Date().toISOString()
    control.mutate({ kind: 'change', agbcode: '03000001', set: { Achternaam: 'Anders' } })
    await eventually('the new name everywhere', async () => {
      const answers = await everywhere(path)
      for (const { document, headers } of answers)
        if (document?.['Achternaam'] !== 'Anders')
          assert.ok(String(headers['agb-actueel-op']) < changedAt, 'the old name is not called current')
      return answers.every(({ document }) => document?.['Achternaam'] === 'Anders') ? true : undefined
    })
  })

  await t.test('holds a withdrawn field nowhere', async () => {
    const agbcode = zorgverleners.at(-1)?.AGBCode ?? ''
    const secret = 'Vanvroeger'
    const path = `/v2/zorgverleners/${agbcode}`
    control.mutate({ kind: 'change', agbcode, set: { Geboortenaam: secret } })
    for (const { text } of await everywhere(path)) assert.ok(text.includes(secret))
    assert.ok((await inRedis(redis.url)).includes(secret))
    control.mutate({ kind: 'withdraw-field', agbcode, field: 'Geboortenaam' })
    await eventually('it is nowhere', async () => {
      const held = [...(await everywhere(path)).map(({ text }) => text), await inRedis(redis.url)]
      return held.some((text) => text.includes(secret)) ? undefined : true
    })
  })

  await t.test('knows a party that is gone no more, nor do the answers about others', async () => {
    const [pair] = zorgverleners.flatMap(({ AGBCode: gone }) =>
      register
        .relatiesOf(gone)
        .flatMap(({ einden }) => einden.map(({ AGBCode }) => AGBCode))
        .filter((code) => register.find(code)?.type === 'onderneming')
        .map((other) => ({ gone, other })),
    )
    assert.ok(pair)
    const { gone, other } = pair
    const detail = `/v2/zorgverleners/${gone}`
    const relaties = `/v2/ondernemingen/${other}/relaties`
    for (const { status } of await everywhere(detail)) assert.equal(status, 200)
    for (const { text } of await everywhere(relaties)) assert.ok(text.includes(gone))
    control.mutate({ kind: 'remove', agbcode: gone })
    await eventually('it is nowhere', async () => {
      const answers = await everywhere(detail)
      const others = await everywhere(relaties)
      const held = await inRedis(redis.url)
      const isGone = answers.every(({ status }) => status === 404) && !others.some(({ text }) => text.includes(gone))
      return isGone && !held.includes(gone) ? true : undefined
    })
  })
})

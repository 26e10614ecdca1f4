// A value that the chart does not know, or that cannot be meant, is refused before anything is installed.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { chart, renderText } from './support/helm.ts'

const refused: Array<[what: string, values: object, says: RegExp]> = [
  ['a second replica without a Redis to share through', { replicaCount: 2 }, /set redis\.existingSecret/],
  ['an unknown value', { replicas: 1 }, /Additional property replicas is not allowed/],
  ['an unknown value inside another', { image: { name: 'x' } }, /Additional property name is not allowed/],
  ['a setting that does not exist', { config: { LOGLEVEL: 'info' } }, /Additional property LOGLEVEL is not allowed/],
  ['a setting that the chart decides', { config: { REPLICAS: 3 } }, /Additional property REPLICAS is not allowed/],
  ['a token written out', { vektis: { token: 'geheim' } }, /Additional property token is not allowed/],
  [
    'plain http to Vektis',
    { config: { VEKTIS_URL: 'http://agb-api.vektis.nl' } },
    /config\.VEKTIS_URL: Does not match/,
  ],
  ['no address of Vektis', { config: { VEKTIS_URL: null } }, /VEKTIS_URL is required/],
  ['root', { runAsUser: 0 }, /runAsUser: Must be greater than or equal to 1/],
  ['no Secret of Vektis', { vektis: { existingSecret: '' } }, /vektis\.existingSecret: Does not match/],
  ['no Secret of the audit', { audit: { existingSecret: '' } }, /audit\.existingSecret: Does not match/],
  [
    'a certificate without its key',
    { vektis: { keys: { privateKey: '' } } },
    /vektis\.keys: Must validate at least one/,
  ],
  ['a peer that would let everyone in', { networkPolicy: { callers: [{}] } }, /networkPolicy\.callers\.0/],
]

for (const [what, values, says] of refused) {
  test(`refused: ${what}`, async () => {
    await assert.rejects(renderText(values), says)
  })
}

test('the schema leaves no object open but `global`, which is Helm’s own', async () => {
  const open: string[] = []
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return
    const { type, additionalProperties: others } = node as { type?: unknown; additionalProperties?: unknown }
    if (type === 'object' && (others === undefined || others === true)) open.push(path)
    for (const [key, child] of Object.entries(node)) visit(child, `${path}/${key}`)
  }
  visit(JSON.parse(await readFile(`${chart}/values.schema.json`, 'utf8')), '')
  assert.deepEqual(open, ['/properties/global'])
})

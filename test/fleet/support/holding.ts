// A fleet that holds a party with a secret, by itself and where others name it, and every place where the secret can be.

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { type Fleet, withFleet } from '../../support/fleet.ts'
import { type Party, partiesOf } from '../../support/parties.ts'
import { afnemer, doel, policyOf } from '../../support/policy.ts'
import { type Contents, contentsOf } from '../../support/redis-contents.ts'
import type { Reply } from '../../support/replica.ts'
import { FEED } from './followed.ts'

/** As everything here, without capitals: the sandbox writes names in its own way. */
export const SECRET = 'vanvroeger'
/** Two doelen, so two ready answers of each entry. */
export const CALLERS = ['alles', 'namen']

export interface Holding extends Fleet {
  party: Party
  /** The party itself, also as of a day, its relaties, and the relaties of another. */
  paths: string[]
  /** Every answer to every caller at every replica that is up. */
  answers: () => Promise<Reply[]>
  inRedis: () => Promise<Contents>
  /** Is the secret in any answer, or anywhere in Redis? */
  isHeld: () => Promise<boolean>
  /** What the replicas wrote of themselves: audit and application log. */
  written: () => string
  /** So many more polls have been made; all but the last are applied. */
  polls: (count: number) => Promise<void>
  /** The party has nothing secret any more, in this tick. */
  withdraw: () => void
}

/** @param key contents of `REDIS_ENCRYPTION_KEY_FILE` */
export async function holding(t: TestContext, key?: string): Promise<Holding> {
  const folder = mkdtempSync(join(tmpdir(), 'agb-holding-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const namen = doel({ categorieen: ['identificatie', 'naam', 'geboortenaam', 'relatie', 'relatienaam'] })
  const callers = Object.fromEntries(CALLERS.map((id) => [id, afnemer(id, [id])]))
  const fleet = await withFleet(t, {
    env: {
      MUTATION_POLL_SECONDS: '1',
      POLICY_FILE: write('policy.json', JSON.stringify(policyOf({ alles: doel(), namen }, callers))),
      AUDIT_FILE: join(folder, '{replica}.jsonl'),
      ...(key !== undefined && { REDIS_ENCRYPTION_KEY_FILE: write('key', key) }),
    },
  })
  const { replicas, redis } = fleet
  const { control } = fleet.sandbox
  const [party] = partiesOf(control)
  assert.ok(party)
  const { agbcode } = party
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
  const paths = [party.detail, `${party.detail}/${yesterday}`, `${party.detail}/relaties`, party.elsewhere]
  control.mutate({ kind: 'change', agbcode, set: { Achternaam: SECRET, Geboortenaam: SECRET } })

  const answers = async () => {
    const up = replicas.filter((replica) => replica.isUp())
    return Promise.all(
      up.flatMap((replica) =>
        CALLERS.flatMap((caller) => paths.map((path) => replica.ask(path, { caller, wait: 10 }))),
      ),
    )
  }
  const inRedis = () => contentsOf(redis.url, key)
  const audits = () =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => readFileSync(join(folder, name), 'utf8'))

  return {
    ...fleet,
    party,
    paths,
    answers,
    inRedis,
    isHeld: async () => {
      const texts = [...(await answers()).map(({ text }) => text), (await inRedis()).all]
      return texts.some((text) => text.toLowerCase().includes(SECRET))
    },
    written: () => [...audits(), ...replicas.map(({ log }) => log())].join('\n').toLowerCase(),
    polls: (count) => control.arrived(FEED, control.calls(FEED).length + count),
    withdraw: () => {
      control.mutate({ kind: 'change', agbcode, set: { Achternaam: 'Vannu' } })
      control.mutate({ kind: 'withdraw-field', agbcode, field: 'Geboortenaam' })
    },
  }
}

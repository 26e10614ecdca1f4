// What a replica holds is asked again and again while things happen: every answer that does not come is counted.

import { setTimeout as delay } from 'node:timers/promises'
import type { Fleet } from '../../test/support/fleet.ts'
import type { Replica } from '../../test/support/replica.ts'

const PATH = '/v2/vestigingen/71000001'
const EVERY_MS = 25
/** A hit that takes longer was held up by something, in ms. */
const SLOW_MS = 1000

export interface Hits {
  /** How many were lost: no 200, or too slow. */
  stop: () => Promise<number>
}

/** Each replica fetches it once, and is then asked about forty times a second. */
export async function keepHitting({ replicas }: Pick<Fleet, 'replicas'>): Promise<Hits> {
  let lost = 0
  const stopping = new AbortController()
  const first = await Promise.all(replicas.map((replica) => replica.ask(PATH, { wait: 20 })))
  if (first.some(({ status }) => status !== 200)) throw new Error('what is to be hit could not be fetched')

  async function hit(replica: Replica): Promise<void> {
    while (!stopping.signal.aborted) {
      const answer = await replica.ask(PATH).catch(() => undefined)
      if (answer?.status !== 200 || answer.ms > SLOW_MS) lost += 1
      await delay(EVERY_MS)
    }
  }
  const hitting = replicas.map(hit)
  return {
    stop: async () => {
      stopping.abort()
      await Promise.all(hitting)
      return lost
    },
  }
}

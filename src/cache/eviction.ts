// Does this Redis throw things away when it is full? Then slots and counts would vanish with what may be fetched again.

import { Cluster, type Redis } from 'ioredis'

/**
 * The policy by which it evicts, or undefined when it does not: it has no bound, or refuses to write when full.
 * @throws what the client throws; a Redis that may not be asked (ACL) is one that nothing is known of
 */
export async function evictionOf(redis: Redis | Cluster): Promise<string | undefined> {
  const node = redis instanceof Cluster ? redis.nodes('master')[0] : redis
  const memory = (await node?.info('memory')) ?? ''
  const field = (name: string) => new RegExp(`^${name}:(\\S*)`, 'm').exec(memory)?.[1]
  const policy = field('maxmemory_policy')
  return field('maxmemory') === '0' || policy === 'noeviction' ? undefined : policy
}

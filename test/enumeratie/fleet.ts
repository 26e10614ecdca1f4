// Two replicas that watch together over one real Redis.

import { createFuse } from '../../src/cache/fuse.ts'
import { createRedisClient } from '../../src/cache/redis-client.ts'
import { asStoreFault } from '../../src/cache/store-fault.ts'
import { createVloot } from '../../src/enumeratie/vloot.ts'
import { createZegel } from '../../src/enumeratie/zegel.ts'
import { happens } from '../cache/redis.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { startRedis } from '../support/redis.ts'
import { createWatch, SPAN_MS } from './watch.ts'

export async function startFleet() {
  const stack = new AsyncDisposableStack()
  const server = stack.use(await startRedis())
  const faults: string[] = []

  async function replica() {
    const clock = createFakeClock(Date.now())
    const redis = createRedisClient({ url: server.url, onFault: () => {} })
    stack.defer(() => redis.disconnect())
    await happens(redis, 'ready')
    const vloot = createVloot({
      redis,
      zegel: createZegel(Buffer.alloc(16, 7)),
      spanMs: SPAN_MS,
      fuse: createFuse({ clock }),
      onFault: (cause) => {
        const { reason } = asStoreFault(cause)
        faults.push(reason)
        return { timeout: reason === 'timeout' }
      },
    })
    return { ...createWatch({ clock, vloot }), redis }
  }

  return {
    server,
    faults,
    one: await replica(),
    other: await replica(),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

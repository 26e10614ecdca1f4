// One redis-server for all tests of a file.

import { after, before } from 'node:test'
import { startRedis, type TestRedis } from '../../../support/redis.ts'

/** Its URL, once the tests run. */
export function serverForAll(): () => string {
  let redis: TestRedis | undefined
  before(async () => {
    redis = await startRedis()
  })
  after(() => redis?.[Symbol.asyncDispose]())
  return () => redis?.url ?? ''
}

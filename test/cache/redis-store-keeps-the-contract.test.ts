import { after } from 'node:test'
import { readKeys } from '../../src/lib/keys.ts'
import { createSeal } from '../../src/cache/seal.ts'
import { startStore, startTaggedStore } from './redis.ts'
import { storeContract } from './store-contract.ts'

const { slow: redis, ...stage } = await startStore()
after(() => stage[Symbol.asyncDispose]())

const onFault = (fault: Error) => {
  throw fault
}
const seal = createSeal({ keys: () => readKeys('a'.repeat(64)) })
let stores = 0
const prefix = () => `{agb}:${++stores}:`

storeContract('the Redis store', (clock) => startTaggedStore({ redis, prefix: prefix(), clock, onFault }))
storeContract('the sealed Redis store', (clock) => startTaggedStore({ redis, prefix: prefix(), clock, seal, onFault }))

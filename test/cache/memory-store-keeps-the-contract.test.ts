import { createMemoryStore } from '../../src/cache/memory-store.ts'
import { storeContract } from './store-contract.ts'

storeContract('the memory store', (clock) => createMemoryStore({ maxBytes: 1_000_000, clock }))

// Tries again what a shared store did not answer in time.

import { StoreFault } from '../cache/store-fault.ts'

/** A store that was busy for once, or we were: what is not written now would have to be fetched again. */
export const twice = <T>(work: () => Promise<T>): Promise<T> =>
  work().catch((fault: unknown) => {
    if (fault instanceof StoreFault && fault.reason === 'timeout') return work()
    throw fault
  })

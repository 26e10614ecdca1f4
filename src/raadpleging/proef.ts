// The question that the gateway itself puts to Vektis, to find out whether it works again.

import { bevragingMet, TEST, type Vraag, vraagMet } from './vraag.ts'

const test = bevragingMet(TEST)
if (!test) throw new Error('the catalogue has no connectivity test')

/** Under a key of its own: what holds for callers, once in ten seconds, would keep a breaker open for as long. */
export const proef: Vraag = { ...vraagMet(test, { number: '7' }), sleutel: `${TEST}/proef` }

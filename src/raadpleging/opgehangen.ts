// Who asked is gone: nothing is delivered, and nobody is told but the audit.

import { Foreseen } from '../lib/foreseen.ts'

/** Never answered: there is nobody to answer. The status is the one that web servers log for it. */
export class Opgehangen extends Foreseen {
  readonly status = 499
  constructor() {
    super('the caller hung up before the answer')
    this.name = 'Opgehangen'
  }
}

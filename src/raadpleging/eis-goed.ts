// A question with faults goes no further: one answer names all of them.

import { type Invoerfout, Problem } from '../errors.ts'

/** @throws Problem `ongeldige-vraag` with every fault, when there is one */
export function eisGoed(fouten: readonly Invoerfout[]): void {
  if (fouten.length > 0)
    throw new Problem('ongeldige-vraag', 'Herstel alle genoemde fouten; er is niets aan Vektis gevraagd.', { fouten })
}

// What the key of a kept answer says: which question, and about whom.

import { type Bevraging, catalogus } from '../domain/catalogus.ts'

const perId = new Map<string, Bevraging>(catalogus.map((bevraging) => [bevraging.id, bevraging]))

export const bevragingVan = (sleutel: string): Bevraging | undefined => perId.get(sleutel.split('/', 1)[0] ?? '')

/** The AGB-code of whom the answer is about, if it is about one. */
export function agbcodeVan(sleutel: string): string | undefined {
  const code = sleutel.split('/')[1]
  return bevragingVan(sleutel)?.padparameters[0] === 'agbcode' && code !== '' ? code : undefined
}

/** Is it the detail of a party as it is now? Its 404 says that the party is gone; that of a part says less. */
export const isDetail = (sleutel: string): boolean => {
  const bevraging = bevragingVan(sleutel)
  return bevraging !== undefined && bevraging.id === bevraging.partijtype
}

// Who may use what is for the FG or the operators alone: a role of the policy, apart from any doel.

import { Problem } from '../errors.ts'
import type { Afnemer, Rol } from './policy.ts'

/**
 * Refuses an afnemer without the role. A role opens no register data, and a doel no role.
 * @throws Problem `rol-ontbreekt`
 */
export function eisRol({ rollen }: Pick<Afnemer, 'rollen'>, rol: Rol): void {
  if (rollen.has(rol)) return
  throw new Problem(
    'rol-ontbreekt',
    `Dit is alleen voor een afnemer met de rol ${rol}. De beheerder van de policy kent rollen toe.`,
  )
}

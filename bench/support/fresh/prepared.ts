// The settings of a gateway with every default, as its own start reads them.

import { demoPolicy } from '../../../src/cli/demo-policy.ts'
import type { Clock } from '../../../src/lib/clock.ts'
import { prepare, type Prepared } from '../../../src/prepare.ts'
import { createAuthority } from '../../../src/sandbox/certificates.ts'

const PSEUDONYM_KEY = '0123456789abcdef'.repeat(4)

/** @throws Error when a setting would be refused */
export function prepareDefaults(clock: Clock): Prepared {
  const { cert, key } = createAuthority(clock).client()
  const files: Record<string, string> = {
    token: 'Vektis bench',
    cert,
    key,
    policy: demoPolicy(),
    pseudonyms: `k1:${PSEUDONYM_KEY}`,
  }
  const preparation = prepare(
    {
      VEKTIS_URL: 'https://vektis.invalid',
      VEKTIS_TOKEN_FILE: 'token',
      VEKTIS_CERT_FILE: 'cert',
      VEKTIS_KEY_FILE: 'key',
      POLICY_FILE: 'policy',
      AUDIT_PSEUDONYM_KEY_FILE: 'pseudonyms',
      REPLICAS: '1',
    },
    (path) => Buffer.from(files[path] ?? ''),
    clock.now(),
  )
  if ('faults' in preparation) throw new Error(JSON.stringify(preparation.faults))
  return preparation.prepared
}

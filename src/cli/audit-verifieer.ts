// `agb-gateway audit-verifieer FILE…`: proves the chains of audit files whole, or names the first thing that is not.

import { parseArgs } from 'node:util'
import { readKoppen } from '../audit/koppen.ts'
import { verify } from '../audit/verify.ts'
import { exit, type Io } from './io.ts'

const GEBRUIK = 'Gebruik: agb-gateway audit-verifieer BESTAND… [--koppen LOGBESTAND]…'

/** Exit code 0 when all is whole, also behind a crash; 1 when something was changed; 2 when it could not be looked at. */
export async function auditVerifieer(args: string[], io: Io): Promise<number> {
  const words = readWords(args)
  if (!words) {
    io.err(GEBRUIK)
    return exit.unusable
  }
  try {
    return await check(words.files, words.koppen, io)
  } catch (fault) {
    io.err(`niet te controleren: ${(fault as Error).message}`)
    return exit.unusable
  }
}

function readWords(args: string[]): { files: string[]; koppen: string[] } | undefined {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { koppen: { type: 'string', multiple: true, default: [] } },
    })
    return positionals.length > 0 ? { files: positionals, koppen: values.koppen } : undefined
  } catch {
    return undefined
  }
}

async function check(files: string[], koppenFiles: string[], io: Io): Promise<number> {
  const koppen = koppenFiles.length > 0 ? await readKoppen(koppenFiles) : undefined
  const { regels, ketens, zonderVoorganger, naVerwijdering, onafgemaakt, gebrek } = await verify(files, koppen)
  if (gebrek) {
    io.out(`GEBROKEN ${gebrek.plaats}: ${gebrek.wat}`)
    return exit.faulty
  }
  io.out(`heel; regels: ${regels}, ketens: ${ketens}, waarvan zonder voorganger: ${zonderVoorganger}`)
  if (naVerwijdering > 0)
    io.out(`op ${naVerwijdering} plaats(en) is wat ervoor stond na de bewaartermijn verwijderd; een regel zegt dat`)
  for (const plaats of onafgemaakt) io.out(`${plaats}: onafgemaakt; hier brak het proces af, dit is geen wijziging`)
  if (!koppen) {
    io.out('zonder --koppen is niet te zien of het einde is afgeknipt of een hele keten is herschreven')
    return exit.ok
  }
  const { gevonden, zonderKop } = koppen.counts()
  io.out(`koppen uit het log teruggevonden: ${gevonden}`)
  for (const keten of zonderKop)
    io.out(`keten ${keten}: het log kent er geen kop van, dus zij kan toegevoegd of herschreven zijn`)
  return exit.ok
}

// `agb-gateway sleutel`: makes a new key for a caller.

import { hashVan, maakSleutel } from '../doelbinding/sleutel.ts'
import { readArguments } from './arguments.ts'
import { exit, type Io } from './io.ts'

/**
 * Prints the key on the first line of standard output and the line for the policy on the second, so that a script can
 * take either; what they are goes to standard error. The key is kept nowhere.
 */
export async function sleutel(args: string[], io: Io): Promise<number> {
  const words = readArguments(args, { usage: 'agb-gateway sleutel', positionals: 0 }, io)
  if (typeof words === 'number') return words
  const nieuw = maakSleutel()
  io.out(nieuw)
  io.out(`sha256:${hashVan(nieuw)}`)
  io.err('De eerste regel is de sleutel: hij wordt alleen nu getoond, geef hem langs een veilige weg aan de afnemer.')
  io.err('De tweede regel hoort in de policy, bij de sleutels van de afnemer.')
  return exit.ok
}

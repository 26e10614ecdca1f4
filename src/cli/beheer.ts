// Asks a running gateway as an operator: with the key of a caller that has the role `beheer`.

import { parseArgs } from 'node:util'
import type { Io } from './io.ts'

export interface Beheer {
  /** What was said beside the options. */
  words: readonly string[]
  url: URL
  /** The file that holds the key. */
  sleutel: string
}

interface Init {
  method?: string
  headers?: Record<string, string>
  body?: string
}

export type Ask = (path: string, init?: Init) => Promise<Response>

/** Its error may name the address with what stands in it, so this is said instead. */
export const NIET_TE_VRAGEN =
  'De gateway is niet te vragen: klopt de URL, is de sleutel te lezen, en wordt het certificaat vertrouwd?'

const PATIENCE_MS = 10_000

/** Undefined when an option is missing or unknown. */
export function parseBeheer(args: readonly string[]): Beheer | undefined {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { url: { type: 'string' }, sleutel: { type: 'string' } },
    })
    if (!values.url || !values.sleutel) return undefined
    return { words: positionals, url: new URL(values.url), sleutel: values.sleutel }
  } catch {
    return undefined
  }
}

/** Rejects when the key cannot be read. A question rejects after ten seconds of silence, and on the signal. */
export async function askAsBeheer(
  { url, sleutel }: Beheer,
  io: Pick<Io, 'readFile'>,
  signal?: AbortSignal,
): Promise<Ask> {
  const key = Buffer.from(await io.readFile(sleutel))
    .toString('utf8')
    .trim()
  return (path, { headers = {}, ...init } = {}) => {
    const patience = AbortSignal.timeout(PATIENCE_MS)
    return fetch(new URL(path, url), {
      ...init,
      headers: { authorization: `Bearer ${key}`, ...headers },
      signal: signal ? AbortSignal.any([patience, signal]) : patience,
    })
  }
}

// One JSON document over HTTPS from an OpenID provider: no redirects, bounded in time and size.

import tls from 'node:tls'
import { Agent, request } from 'undici'

const TIMEOUT_MS = 5_000
/** A set of keys is some kilobytes. */
const MAX_BYTES = 256 * 1024

/** @throws when it does not come, is not a 200, or is no JSON */
export type GetJson = (url: string) => Promise<unknown>

/** @param ca extra trust anchors beside the system's, PEM */
export function createGetJson(ca?: Buffer): { getJson: GetJson; close: () => Promise<void> } {
  const agent = new Agent({
    connections: 2,
    allowH2: false,
    maxResponseSize: MAX_BYTES,
    connect: {
      ...(ca && { ca: [...tls.getCACertificates('default'), ca.toString()] }),
      minVersion: 'TLSv1.2',
      timeout: TIMEOUT_MS,
    },
  })
  return {
    getJson: async (url) => {
      const signal = AbortSignal.timeout(TIMEOUT_MS)
      const { statusCode, body } = await request(url, {
        dispatcher: agent,
        signal,
        headers: { accept: 'application/json' },
      })
      const text = await body.text()
      if (statusCode !== 200) throw new Error(`status ${statusCode}`)
      try {
        return JSON.parse(text) as unknown
      } catch {
        // Its own error quotes the document.
        throw new Error('no JSON')
      }
    },
    close: () => agent.destroy(),
  }
}

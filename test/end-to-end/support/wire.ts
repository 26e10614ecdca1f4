// A client that sends bytes as they stand, for what a proper HTTP client would mend or refuse to send.

import { once } from 'node:events'
import { connect as connectPlain, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { connect as connectTls } from 'node:tls'

export interface WireAnswer {
  status: number
  /** By name in lower case. */
  headers: ReadonlyMap<string, string>
  body: string
}

/** What TLS needs, when the gateway speaks it. */
export interface WireTls {
  ca: string
  cert?: string
  key?: string
}

/** A connection that is open; over TLS the handshake is done. */
async function open(url: string, tls?: WireTls): Promise<Socket> {
  const { hostname: host, port } = new URL(url)
  const socket = tls ? connectTls({ host, port: Number(port), ...tls }) : connectPlain({ host, port: Number(port) })
  await once(socket, tls ? 'secureConnect' : 'connect')
  return socket
}

function parse(answer: string): WireAnswer {
  const end = answer.indexOf('\r\n\r\n')
  const [line = '', ...fields] = answer.slice(0, end).split('\r\n')
  const headers = fields.map((field): [string, string] => {
    const colon = field.indexOf(':')
    return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()]
  })
  return { status: Number(line.split(' ')[1]), headers: new Map(headers), body: answer.slice(end + 4) }
}

/** Sends these bytes and reads until the other side closes: so ask it to, or send what makes it give up. */
export async function sendBytes(url: string, bytes: string, tls?: WireTls): Promise<WireAnswer> {
  const socket = await open(url, tls)
  socket.write(bytes, 'latin1')
  return parse(await text(socket))
}

/** One request with its header fields exactly as given, in order, doubles and all. `Host` is filled in. */
export function sendFields(
  url: string,
  line: string,
  fields: readonly string[],
  { body = '', tls }: { body?: string; tls?: WireTls } = {},
): Promise<WireAnswer> {
  const head = [`${line} HTTP/1.1`, `Host: ${new URL(url).host}`, 'Connection: close', ...fields]
  return sendBytes(url, `${head.join('\r\n')}\r\n\r\n${body}`, tls)
}

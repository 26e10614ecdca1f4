// The control door: plain HTTP on the loopback, through which a demo or a test in another process works the controls.

import { createServer, type IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import { readFault, readMutatie, readSettings } from './command.ts'
import type { Control } from './control.ts'
import { listenOnLoopback } from './listen.ts'
import { WrongCommand } from './wrong-command.ts'

export interface ControlDoor extends AsyncDisposable {
  /** `http://127.0.0.1:port` */
  url: string
  close: () => Promise<void>
}

const LOOPBACK = /^(127\.0\.0\.1|localhost)(:\d+)?$/

/** Commands and questions by method and path. */
const createDesk = (control: Control): Record<string, (body: object) => unknown> => ({
  'POST /mutate': (body) => ({ codes: control.mutate(readMutatie(body)) }),
  'POST /fault': (body) => {
    control.fault(readFault(body))
    return { added: true }
  },
  'POST /settings': (body) => {
    Object.assign(control.settings, readSettings(body))
    return { settings: control.settings }
  },
  'POST /clear': () => {
    control.clear()
    control.resetCounters()
    return { cleared: true }
  },
  'GET /calls': () => control.counters(),
  'GET /register/sample': () => control.sample(),
})

/**
 * A page in a browser can reach the loopback too. It cannot make another Host than its own (DNS rebinding), nor send
 * JSON elsewhere without asking first (CORS), so both are demanded.
 */
const isFromHere = ({ headers, method }: IncomingMessage) =>
  LOOPBACK.test(headers.host ?? '') && (method === 'GET' || /^application\/json\b/.test(headers['content-type'] ?? ''))

async function bodyOf(request: IncomingMessage): Promise<object> {
  if (request.method === 'GET') return {}
  const body: unknown = await json(request).catch(() => undefined)
  if (typeof body !== 'object' || body === null) throw new WrongCommand('the body must be a JSON object')
  return body
}

/** Starts the door. It has no lock but the loopback: never start it beside anything real. */
export async function startControlDoor({
  control,
  port = 0,
}: {
  control: Control
  port?: number
}): Promise<ControlDoor> {
  const desk = createDesk(control)

  async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const command = desk[`${request.method} ${request.url}`]
    if (!isFromHere(request)) return { status: 403, body: { error: 'from this machine, and JSON only' } }
    if (!command) return { status: 404, body: { error: 'unknown command', commands: Object.keys(desk) } }
    try {
      return { status: 200, body: command(await bodyOf(request)) }
    } catch (error) {
      if (error instanceof WrongCommand) return { status: 400, body: { error: error.message } }
      throw error
    }
  }

  const server = createServer((request, response) => {
    void answer(request).then(
      ({ status, body }) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      () => response.writeHead(500).end(),
    )
  })
  const bound = await listenOnLoopback(server, port)

  const close = async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
  }
  return { url: `http://127.0.0.1:${bound}`, close, [Symbol.asyncDispose]: close }
}

// A real redis-server of the test's own: on a free port, in a temporary folder, nothing kept on disk.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setImmediate as turn } from 'node:timers/promises'

export interface TestRedis extends AsyncDisposable {
  url: string
  port: number
  /** Gone at once, connections reset, as with a crash. */
  kill: () => Promise<void>
  /** Alive and connectable but silent, as when it hangs. */
  pause: () => Promise<void>
  resume: () => void
  /** Empty, on the same port. */
  restart: () => Promise<void>
}

/**
 * @param extra options of redis-server, as `['--requirepass', 'x']`
 * @param tls certificate and key, PEM: then it speaks TLS only, and asks no certificate of clients
 */
export async function startRedis(
  extra: readonly string[] = [],
  tls?: { cert: string; key: string },
): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'agb-redis-'))
  const port = await freePort()
  const door = tls ? await tlsDoor(folder, port, tls) : ['--port', String(port)]
  const options = [...door, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no', ...extra]
  const serve = () => serveUntil('Ready to accept connections', options)
  let server = await serve()

  return {
    url: `${tls ? 'rediss' : 'redis'}://127.0.0.1:${port}`,
    port,
    kill: () => end(server),
    pause: async () => {
      server.kill('SIGSTOP')
      while (!(await isStopped(server))) await turn()
    },
    resume: () => void server.kill('SIGCONT'),
    restart: async () => {
      await end(server)
      server = await serve()
    },
    [Symbol.asyncDispose]: async () => {
      await end(server)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** One Sentinel that knows one master under this name; enough to ask the way, not to fail over. */
export async function startSentinel(name: string, master: TestRedis): Promise<AsyncDisposable & { port: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'agb-sentinel-'))
  const port = await freePort()
  const file = join(folder, 'sentinel.conf')
  await writeFile(
    file,
    `port ${port}\nbind 127.0.0.1\ndir ${folder}\nsentinel monitor ${name} 127.0.0.1 ${master.port} 1\n`,
  )
  const sentinel = await serveUntil('Sentinel ID is', [file, '--sentinel'])
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      await end(sentinel)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Resolves when it says so; rejects with what it said when it ends before that. */
async function serveUntil(ready: string, options: readonly string[]): Promise<ChildProcess> {
  const server = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] })
  // A test process that exits takes its server with it.
  const stop = () => server.kill('SIGKILL')
  process.once('exit', stop)
  server.once('exit', () => process.off('exit', stop))
  const said: string[] = []
  for await (const line of createInterface(server.stdout)) {
    if (line.includes(ready)) {
      server.stdout.resume()
      return server
    }
    said.push(line)
  }
  throw new Error(`redis-server did not start:\n${said.join('\n')}`)
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const exited = once(server, 'exit')
  server.kill('SIGKILL')
  await exited
}

async function tlsDoor(folder: string, port: number, { cert, key }: { cert: string; key: string }): Promise<string[]> {
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  await Promise.all([writeFile(certFile, cert), writeFile(keyFile, key, { mode: 0o600 })])
  const files = ['--tls-cert-file', certFile, '--tls-key-file', keyFile, '--tls-ca-cert-file', certFile]
  return ['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no', ...files]
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

/** A signal is delivered when the process is next scheduled: only then does it no longer answer. */
async function isStopped({ pid }: ChildProcess): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1')
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('T')
}

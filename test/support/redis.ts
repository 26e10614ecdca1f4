// A real redis-server of the test's own: on a free port, in a temporary folder, nothing written to disk.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
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

/** @param extra options of redis-server, as `['--requirepass', 'x']` */
export async function startRedis(extra: readonly string[] = []): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'agb-redis-'))
  const port = await freePort()
  let server = await serve(folder, port, extra)

  async function kill(): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return
    const exited = once(server, 'exit')
    server.kill('SIGKILL')
    await exited
  }

  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    kill,
    pause: async () => {
      server.kill('SIGSTOP')
      while (!(await isStopped(server))) await turn()
    },
    resume: () => void server.kill('SIGCONT'),
    restart: async () => {
      await kill()
      server = await serve(folder, port, extra)
    },
    [Symbol.asyncDispose]: async () => {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Resolves when it takes commands; rejects with what it said when it ends before that. */
async function serve(folder: string, port: number, extra: readonly string[]): Promise<ChildProcess> {
  const options = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', '', '--appendonly', 'no']
  const server = spawn('redis-server', [...options, ...extra], { stdio: ['ignore', 'pipe', 'inherit'] })
  // A test process that dies takes its server with it.
  const end = () => server.kill('SIGKILL')
  process.once('exit', end)
  server.once('exit', () => process.off('exit', end))
  const said: string[] = []
  for await (const line of createInterface(server.stdout)) {
    if (line.includes('Ready to accept connections')) {
      server.stdout.resume()
      return server
    }
    said.push(line)
  }
  throw new Error(`redis-server did not start:\n${said.join('\n')}`)
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

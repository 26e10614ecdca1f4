// A process of its own: what it says, the signals it gets, how it ends. Whatever a test leaves running is killed after it.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
export const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

export interface TestProcess {
  pid: number
  /** All of it so far. */
  stdout: () => string
  stderr: () => string
  /** Resolves with the match once standard output or error holds it; rejects when the process ends without. */
  said: (pattern: RegExp) => Promise<RegExpExecArray>
  signal: (signal: NodeJS.Signals) => void
  /** When it is gone and all that it said has been read. */
  ended: Promise<Ended>
}

export interface ProcessOptions {
  env?: Record<string, string>
  cwd?: string
  /** In a process group of its own, which the test then ends as a whole. */
  detached?: boolean
}

/** Only what is given and PATH: nothing of the environment of the tests may decide how a process behaves. */
const environment = (env: Record<string, string>) => ({ PATH: process.env['PATH'] ?? '', ...env })

export function runProcess(
  t: TestContext,
  command: string,
  args: readonly string[],
  { env = {}, cwd = REPOSITORY, detached = false }: ProcessOptions = {},
): TestProcess {
  const child = spawn(command, args, { cwd, env: environment(env), detached, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => void (said[name] += text))
  const ended = once(child, 'close').then((exit): Ended => {
    const [code, signal] = exit as [number | null, NodeJS.Signals | null]
    return { code, signal, ...said }
  })
  const pid = child.pid ?? Number.NaN
  t.after(async () => {
    if (detached) killGroup(pid)
    else child.kill('SIGKILL')
    await ended
  })

  return {
    pid,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    said: (pattern) => match(child, pattern, () => said.stdout + said.stderr),
    signal: (signal) => void child.kill(signal),
    ended,
  }
}

/** The gateway's own command, on the Node that runs the tests. */
export const runMain = (t: TestContext, args: readonly string[], env: Record<string, string> = {}): TestProcess =>
  runProcess(t, process.execPath, [MAIN, ...args], { env })

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody of it is left, which is as it should be.
  }
}

function match(child: ChildProcess, pattern: RegExp, text: () => string): Promise<RegExpExecArray> {
  const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>()
  const look = () => {
    const found = pattern.exec(text())
    if (found) resolve(found)
  }
  child.stdout?.on('data', look)
  child.stderr?.on('data', look)
  child.once('close', () => reject(new Error(`ended without ${pattern}:\n${text()}`)))
  look()
  return promise
}

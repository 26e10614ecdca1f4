// One replica of a fleet: a process that can be killed, paused and started anew, and is asked over connections of its own.

import { readFile } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import type { TestContext } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { Pool } from 'undici'
import type { Ended, TestProcess } from './process.ts'

export interface Running extends TestProcess {
  url: string
  managementUrl: string
}

export interface Asked {
  /** The caller whose key is `sleutel-<caller>`. */
  caller?: string
  /** Seconds of `Prefer: wait`; absent: as the replica is set. */
  wait?: number
  headers?: Record<string, string>
  /** Aborted: the caller hangs up. */
  signal?: AbortSignal
}

export interface Reply {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** From asking to the last byte, in ms. */
  ms: number
}

export interface Replica {
  name: string
  /** Of the process that runs now, for callers. */
  url: () => string
  /** Rejects when the connection breaks, as when the process is killed, and when no answer comes well after the wait. */
  ask: (path: string, asked?: Asked) => Promise<Reply>
  /** One sample of /metrics by its name with labels; 0 when it is not there. */
  metric: (sample: string) => Promise<number>
  isDispatcher: () => Promise<boolean>
  /** SIGKILL; resolves when it is gone. */
  kill: () => Promise<void>
  /** SIGTERM; resolves when it has ended by itself. */
  stop: () => Promise<Ended>
  /** SIGSTOP; resolves when the kernel has stopped it. */
  pause: () => Promise<void>
  resume: () => void
  /** Starts it again under its name, after it was killed or stopped. */
  start: () => Promise<void>
  /** Whether a process runs now and is not paused. */
  isUp: () => boolean
  /** What the process that runs now, or ran last, said on standard error. */
  log: () => string
}

/** The longest that a caller may wait, in seconds, and what an answer may take beyond the wait it was asked for, in ms. */
const LONGEST_WAIT = 60
const SPARE_MS = 5000

/** @param launch starts the process and resolves when it is open to callers */
export async function startReplica(t: TestContext, name: string, launch: () => Promise<Running>): Promise<Replica> {
  let running = await launch()
  let pool = open(running)
  let up = true
  t.after(() => pool.destroy())

  function open({ url, ended }: Running): Pool {
    // As many connections as there are questions open: the client is never what a question waits for.
    const opened = new Pool(url, { connections: null, headersTimeout: 0, bodyTimeout: 0 })
    void ended.then(() => opened.destroy())
    return opened
  }

  async function metric(sample: string): Promise<number> {
    const text = await (await fetch(`${running.managementUrl}/metrics`)).text()
    const line = text.split('\n').find((each) => each.startsWith(`${sample} `))
    return Number(line?.slice(sample.length) ?? 0)
  }

  async function end(signal: NodeJS.Signals): Promise<Ended> {
    up = false
    running.signal(signal)
    return running.ended
  }

  return {
    name,
    url: () => running.url,
    metric,
    ask: async (path, { caller = 'alles', wait, headers, signal } = {}) => {
      const begin = performance.now()
      const patience = AbortSignal.timeout((wait ?? LONGEST_WAIT) * 1000 + SPARE_MS)
      const answer = await pool.request({
        path,
        method: 'GET',
        signal: signal ? AbortSignal.any([signal, patience]) : patience,
        headers: {
          authorization: `Bearer sleutel-${caller}`,
          ...(wait !== undefined && { prefer: `wait=${wait}` }),
          ...headers,
        },
      })
      const text = await answer.body.text()
      return { status: answer.statusCode, headers: answer.headers, text, ms: performance.now() - begin }
    },
    isDispatcher: async () => (await metric('agb_dispatcher').catch(() => 0)) === 1,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    pause: async () => {
      up = false
      running.signal('SIGSTOP')
      while (!(await isStopped(running.pid))) await turn()
    },
    resume: () => {
      running.signal('SIGCONT')
      up = true
    },
    start: async () => {
      running = await launch()
      pool = open(running)
      up = true
    },
    isUp: () => up,
    log: () => running.stderr(),
  }
}

/** A signal is delivered when the process is next scheduled: only then does it stand still. */
async function isStopped(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1')
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('T')
}

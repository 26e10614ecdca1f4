// A thousand SIGKILLs, half at low load and half at full: how many answers have no line afterwards. It must be none; about five minutes.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Agent } from 'undici'
import { auditFiles } from '../src/audit/files.ts'
import { readLine } from '../src/audit/line.ts'
import { readLines } from '../src/audit/lines.ts'
import { verify } from '../src/audit/verify.ts'

const WRITER = join(import.meta.dirname, 'kill-writer.ts')
const KILLS = 500
/** The kill falls somewhere in this time after the first answer, in ms. */
const WITHIN_MS = 40
const LOADS = { low: 1, full: 64 }

/** One life: asks so many at once until the process is killed. Gives the ids of all whole answers. */
async function live(path: string, atOnce: number): Promise<string[]> {
  const child = spawn(process.execPath, [WRITER, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(child, 'close')
  const said = once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>
  const [port] = await Promise.race([said, closed.then(() => Promise.reject(new Error('the process did not start')))])
  const agent = new Agent({ connections: atOnce })
  const answered: string[] = []
  async function ask(): Promise<void> {
    for (;;) {
      const { statusCode, body } = await agent.request({ origin: `http://127.0.0.1:${port}`, path: '/', method: 'GET' })
      const id = await body.text()
      if (statusCode !== 200) continue
      if (answered.push(id) === 1) setTimeout(() => child.kill('SIGKILL'), Math.random() * WITHIN_MS)
    }
  }
  await Promise.allSettled(Array.from({ length: atOnce }, ask))
  await closed
  await agent.destroy()
  return answered
}

async function idsIn(files: readonly string[]): Promise<Set<string>> {
  const ids = new Set<string>()
  for (const file of files) {
    for await (const { bytes } of readLines(file))
      if (readLine(bytes).soort === 'heel') ids.add((JSON.parse(bytes.toString()) as { verzoekId: string }).verzoekId)
  }
  return ids
}

async function measure(load: string, atOnce: number, directory: string): Promise<string> {
  const path = join(directory, `${load}.jsonl`)
  const answered: string[] = []
  for (let kill = 0; kill < KILLS; kill += 1) answered.push(...(await live(path, atOnce)))
  const files = await auditFiles(path)
  const written = await idsIn(files)
  const without = answered.filter((id) => !written.has(id)).length
  const { gebrek, ketens, onafgemaakt } = await verify(files)
  const chain = gebrek ? `broken at ${gebrek.plaats}` : 'whole'
  return row([load, KILLS, answered.length, without, files.length, ketens, onafgemaakt.length, chain])
}

const row = (cells: ReadonlyArray<string | number>): string => cells.map((cell) => String(cell).padStart(12)).join('')

console.log(row(['load', 'kills', 'answers', 'no line', 'files', 'chains', 'half lines', 'chain']))
const directory = await mkdtemp(join(tmpdir(), 'agb-bench-kill-'))
try {
  const rows = await Promise.all(Object.entries(LOADS).map(([load, atOnce]) => measure(load, atOnce, directory)))
  for (const line of rows) console.log(line)
} finally {
  await rm(directory, { recursive: true })
}

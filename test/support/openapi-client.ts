// A customer's program: a client generated from an OpenAPI document, type-checked strictly and run against a server.

import { execFile } from 'node:child_process'
import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { generateApi } from 'swagger-typescript-api'

const run = promisify(execFile)
const TSC = fileURLToPath(import.meta.resolve('typescript/package.json').replace('package.json', 'bin/tsc'))

const TSCONFIG = {
  compilerOptions: {
    target: 'esnext',
    module: 'nodenext',
    lib: ['esnext', 'dom'],
    types: [],
    noEmit: true,
    strict: true,
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    verbatimModuleSyntax: true,
  },
}

export interface Customer {
  /** Where the document stands, or the document itself: Swagger 2.0 or OpenAPI 3. */
  document: URL | object
  /** TypeScript; `import { api } from './api.ts'` gives the client, already pointed at the server. */
  program: string
  baseUrl: string
  headers?: Record<string, string>
  /** PEM file with what the program trusts besides the usual, for a server with a certificate of our own making. */
  caFile?: string
}

/** The client as swagger-typescript-api makes it, with `fetch`, in one file that Node can run as it stands. */
async function generateClient(document: URL | object): Promise<string> {
  const source = document instanceof URL ? { input: fileURLToPath(document) } : { spec: structuredClone(document) }
  const { files } = await generateApi({
    ...source,
    fileName: 'client.ts',
    output: false,
    silent: true,
    httpClientType: 'fetch',
    // A TypeScript enum is not erasable, and Node only erases.
    enumStyle: 'const',
  })
  const [client] = files
  if (!client) throw new Error('no client came out of the document')
  return client.fileContent
}

/** What a command printed; a command that fails throws with what it said. */
async function output(args: string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
  try {
    return (await run(process.execPath, args, { cwd, env })).stdout
  } catch (cause) {
    const { stdout, stderr } = cause as { stdout: string; stderr: string }
    throw new Error(`${args[0]} failed\n${stdout}${stderr}`, { cause })
  }
}

/** Generates, type-checks and runs, in a folder of its own that is gone afterwards. Gives what the program printed. */
export async function runCustomer({ document, program, baseUrl, headers = {}, caFile }: Customer): Promise<string> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'agb-customer-'))
  const settings = JSON.stringify({ baseUrl, baseApiParams: { headers } })
  const files: Record<string, string> = {
    'package.json': JSON.stringify({ type: 'module' }),
    'tsconfig.json': JSON.stringify(TSCONFIG),
    'client.ts': await generateClient(document),
    'api.ts': `import { Api } from './client.ts'\nexport const api = new Api(${settings})\n`,
    'program.ts': program,
  }
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder.path, name), content)
  await output([TSC, '--project', folder.path], folder.path)
  // Awaited here: the folder goes as soon as this function returns.
  return await output(['program.ts'], folder.path, caFile === undefined ? {} : { NODE_EXTRA_CA_CERTS: caFile })
}

// Holds an answer against what every fault promises, whatever it is about.

import assert from 'node:assert/strict'

export interface ProblemBody {
  type: string
  title: string
  status: number
  detail: string
  code: string
  instance: string
  errors?: Array<{ in: string; location: { name: string }; detail: string }>
}

/** What both kinds of client give: `Response`, and the answer on a bare socket. */
export interface Faulty {
  status: number
  headers: { get: (name: string) => string | null | undefined }
  body: string
}

const MEMBERS = ['code', 'detail', 'instance', 'status', 'title', 'type']

/** The problem in the answer, once it is shown to have every member and header that a fault has. */
export function problemIn({ status, headers, body }: Faulty, expected: number, code?: string): ProblemBody {
  assert.equal(status, expected, body)
  assert.match(headers.get('content-type') ?? '', /^application\/problem\+json\b/)
  assert.equal(headers.get('cache-control'), 'no-store')
  const problem = JSON.parse(body) as ProblemBody
  const own = Object.keys(problem).filter((name) => name !== 'errors')
  assert.deepEqual(own.sort(), MEMBERS)
  assert.equal(problem.status, status)
  assert.equal(problem.instance, headers.get('x-request-id'))
  assert.equal(problem.type, `urn:agb-gateway:${problem.code}`)
  assert.ok(problem.title.length > 0 && problem.detail.length > 0)
  if (code !== undefined) assert.equal(problem.code, code)
  return problem
}

export async function problemOf(response: Response, status: number, code?: string): Promise<ProblemBody> {
  return problemIn({ status: response.status, headers: response.headers, body: await response.text() }, status, code)
}

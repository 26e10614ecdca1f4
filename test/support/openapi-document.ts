// An OpenAPI document as the tests read it: parsed afresh at every reading, so that a test may change its copy.

import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'

export const VEKTIS_DOCUMENT = new URL('../../openapi/vektis-raadplegen.yaml', import.meta.url)

/** A schema as far as the documents use them; other keywords are kept as they are. */
export interface Schema extends Record<string, unknown> {
  $ref?: string
  type?: string | string[]
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
}

export interface DocumentParameter {
  name: string
  in: string
  required: boolean
  schema: Schema
  example: unknown
}

export interface MediaType {
  schema: Schema
  examples?: Record<string, { $ref?: string; value: unknown }>
}

export interface DocumentResponse {
  $ref?: string
  description: string
  content?: Record<string, MediaType>
}

export interface Operation extends Record<string, unknown> {
  operationId: string
  'x-rol': string
  deprecated?: boolean
  parameters?: DocumentParameter[]
  responses: Record<string, DocumentResponse>
}

export interface OpenApiDocument {
  openapi: string
  paths: Record<string, { get: Operation }>
  components: { schemas: Record<string, Schema>; examples: Record<string, { value: unknown }> }
}

/** Reads JSON or YAML. Aliases become copies, so that a change in one place shows in that place only. */
export async function readDocument(file: URL): Promise<OpenApiDocument> {
  return JSON.parse(JSON.stringify(parse(await readFile(file, 'utf8')))) as OpenApiDocument
}

/** Follows `$ref` to its end. What stands beside a reference wins, as OpenAPI 3.1 has it for schemas. */
export function follow<T extends object>(document: OpenApiDocument, node: T): T {
  const { $ref, ...beside } = node as T & { $ref?: string }
  if ($ref === undefined) return node
  let target: unknown = document
  for (const key of $ref.replace(/^#\//, '').split('/')) target = (target as Record<string, unknown> | undefined)?.[key]
  if (typeof target !== 'object' || target === null) throw new Error(`${$ref} leads nowhere`)
  return { ...follow(document, target), ...beside } as T
}

/** The JSON answer for a status; undefined when that answer has no described content. */
export function jsonAnswer(document: OpenApiDocument, path: string, status: string): MediaType | undefined {
  const response = document.paths[path]?.get.responses[status]
  return response && follow(document, response).content?.['application/json']
}

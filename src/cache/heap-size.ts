// What a decoded value costs on V8's heap, in bytes, by its shape.

const WORD = 8
const OBJECT = 3 * WORD
const ARRAY = 6 * WORD
const STRING = 2 * WORD
const DOUBLE = 2 * WORD
/** An object literal without properties still gets room for four. */
const LEAST_PROPERTIES = 4

const aligned = (bytes: number) => Math.ceil(bytes / WORD) * WORD
const isTwoByte = (text: string) => /[^\0-ÿ]/u.test(text)

/** Bytes of a string's characters and header; one outside Latin-1 makes all of them two bytes wide. */
function stringSize(text: string): number {
  return STRING + aligned(isTwoByte(text) ? 2 * text.length : text.length)
}

/**
 * Bytes that a tree of plain objects, arrays and primitives takes on the heap of a 64-bit Node, apart from the slot
 * that points to it. Names of properties are not counted: documents of one kind share them. Nor is it seen that V8
 * shares equal short strings, so repetitive documents cost less than this.
 */
export function heapSize(value: unknown): number {
  if (typeof value === 'string') return stringSize(value)
  if (typeof value === 'number') return Number.isSafeInteger(value) && Math.abs(value) < 2 ** 31 ? 0 : DOUBLE
  if (typeof value !== 'object' || value === null) return 0
  let size = 0
  if (Array.isArray(value)) {
    for (const item of value) size += heapSize(item)
    return ARRAY + value.length * WORD + size
  }
  let properties = 0
  for (const property in value) {
    properties += 1
    size += heapSize((value as Record<string, unknown>)[property])
  }
  return OBJECT + Math.max(properties, LEAST_PROPERTIES) * WORD + size
}

// What one term leaves for the next: how far the rate was cut, and who failed how often. Text, read with distrust.

import type { RateNote } from './rate.ts'

/** Moments are ms since the Unix epoch: another process reads them. */
export interface Note {
  /** Absent: nothing was limited. */
  rate?: RateNote | undefined
  /** Breaker → failures in a row. */
  failures: Record<string, number>
}

export const writeNote = (note: Note): string => JSON.stringify(note)

/** An empty note when there is none, or none that can be read: the next term then finds out for itself. */
export function readNote(text: string | undefined): Note {
  try {
    const { rate, failures } = JSON.parse(text ?? '{}') as Record<string, unknown>
    return { rate: readRate(rate), failures: numbersOf(failures) }
  } catch {
    return { failures: {} }
  }
}

function readRate(value: unknown): RateNote | undefined {
  const { rate, limitedAt, heldUntil } = numbersOf(value)
  if (rate === undefined || limitedAt === undefined || heldUntil === undefined) return undefined
  return { rate, limitedAt, heldUntil }
}

function numbersOf(value: unknown): Record<string, number> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, number] => Number.isFinite(entry[1])),
  )
}

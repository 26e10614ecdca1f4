// Opens lines before anybody asks for them.

import type { Line, OpenLine } from '../domain/outcome.ts'

/**
 * Opens as many lines as will be needed at once, and gives them back: they close by themselves when nobody needs them. The
 * first brings the session that the others take up; when it cannot be opened, no other is tried. Never rejects.
 */
export async function openAhead(open: OpenLine, count: number): Promise<void> {
  const lines: Line[] = []
  const add = async () => void lines.push(await open())
  try {
    await add()
    // Together, and all held meanwhile: one that was given back would be the next that is opened.
    await Promise.allSettled(Array.from({ length: count - 1 }, add))
  } catch {
    // Whoever needs a line will find out why there is none.
  }
  for (const line of lines) line.giveBack()
}

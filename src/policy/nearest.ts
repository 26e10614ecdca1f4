// The name that was probably meant.

/** Edit distance of Damerau in its restricted form: a swap of two neighbours counts as one. */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)]
  const cell = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= b.length; j++) {
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? cell(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY
      const replaced = cell(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, replaced, swapped))
    }
  }
  return cell(a.length, b.length)
}

/** The one of `words` that differs least from `word`, when no other is as near and not too much differs. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const wrong = word.slice(0, 64).toLowerCase()
  const [best, second] = words
    .map((right) => ({ right, far: distance(wrong, right.toLowerCase()) }))
    .filter(({ right, far }) => far <= Math.round(0.4 * Math.max(wrong.length, right.length)))
    .sort((a, b) => a.far - b.far)
  return best?.far === second?.far ? undefined : best?.right
}

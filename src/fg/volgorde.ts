// Rows by their key, as text: the same lines give the same answer, in whatever order they were read.

export const opSleutel = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : Number(a > b)

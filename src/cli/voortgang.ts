// How far something long is: a bar that fits the terminal, or a line for a log; with rate and time left.

export interface Meting {
  /** In ms, of one clock. */
  at: number
  done: number
  /** Undefined: not known yet. */
  total: number | undefined
}

/** A rate is measured over the last so many ms: long enough to be steady, short enough to tell of a change. */
const SPAN = { least: 5_000, most: 120_000 }
const BAR = { least: 6, most: 40 }
/** As long as all words together usually are, in characters. */
const WORDS = '100 %  300.000 van 300.000  nog 10 u 05  10,0/s'.length

export interface Voortgang {
  add: (meting: Meting) => void
  /** 0 to 1; undefined while the total is not known. */
  part: () => number | undefined
  /** A line of at most so many characters: the bar takes what the words leave, and what does not fit is left out. */
  bar: (columns: number) => string
  /** The same in words. */
  line: () => string
}

const inGroepen = (aantal: number): string => String(aantal).replace(/\B(?=(\d{3})+$)/g, '.')

/** `9 s`, `12 min`, `3 u 05`: no more exact than it is known. */
export function duur(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return `${Math.floor(minutes / 60)} u ${String(minutes % 60).padStart(2, '0')}`
}

export function createVoortgang(): Voortgang {
  let metingen: Meting[] = []
  const last = () => metingen.at(-1)

  function part(): number | undefined {
    const { done = 0, total } = last() ?? {}
    if (total === undefined) return undefined
    return total === 0 ? 1 : Math.min(1, done / total)
  }

  /** A second; undefined while it is too soon to tell. */
  function rate(): number | undefined {
    const [first, now] = [metingen[0], last()]
    if (!first || !now || now.at < first.at + SPAN.least) return undefined
    return ((now.done - first.done) / (now.at - first.at)) * 1000
  }

  /** From the most to the least important. */
  function words(): string[] {
    const { done = 0, total } = last() ?? {}
    if (total === undefined) return ['telt wat er is']
    const speed = rate()
    const of = inGroepen(total)
    return [
      `${Math.floor((part() ?? 0) * 100)} %`.padStart('100 %'.length),
      `${inGroepen(done).padStart(of.length)} van ${of}`,
      ...(speed ? [`nog ${duur(((total - done) / speed) * 1000)}`] : []),
      ...(speed === undefined ? [] : [`${speed.toFixed(1).replace('.', ',')}/s`]),
    ]
  }

  return {
    part,
    add: (meting) => {
      // It began anew, or the clock did: what was measured before says nothing any more.
      const isAnders = meting.done < (last()?.done ?? 0)
      metingen = (isAnders ? [] : metingen).filter(({ at }) => at >= meting.at - SPAN.most)
      metingen.push(meting)
    },
    bar: (columns) => {
      const shown: string[] = []
      for (const word of words()) {
        if ([...shown, word].join('  ').length > columns) break
        shown.push(word)
      }
      const text = shown.join('  ')
      // Room for all words of later: a bar that grows and shrinks with them cannot be read.
      const width = Math.min(BAR.most, columns - Math.max(text.length, WORDS) - '[]  '.length)
      if (width < BAR.least) return text
      const full = Math.floor((part() ?? 0) * width)
      return `[${'#'.repeat(full)}${'-'.repeat(width - full)}]  ${text}`
    },
    line: () =>
      words()
        .map((word) => word.trim())
        .join(', '),
  }
}

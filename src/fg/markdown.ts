// The little Markdown that documents for the FG are made of.

/** Text from elsewhere as plain text: it makes no markup, links, headings or table cells of its own. */
export const plain = (text: string): string =>
  text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>#|~&]/g, (sign) => `\\${sign}`)

const langeDag = new Intl.DateTimeFormat('nl-NL', { dateStyle: 'long', timeZone: 'Europe/Amsterdam' })
const kortMoment = new Intl.DateTimeFormat('nl-NL', {
  dateStyle: 'short',
  timeStyle: 'medium',
  timeZone: 'Europe/Amsterdam',
})

/** `22 november 2026`, of a moment in ms since the epoch or RFC 3339. */
export const datum = (moment: number | string): string => langeDag.format(new Date(moment))

/** Of a day `yyyy-MM-dd`: noon in UTC is the same day in Amsterdam. */
export const dag = (jjjjmmdd: string): string => datum(`${jjjjmmdd}T12:00:00Z`)

/** `22-11-2026 04:26:53` as the clock in the Netherlands showed it; `-` for null. */
export const tijd = (moment: string | null): string =>
  moment === null ? '-' : kortMoment.format(Date.parse(moment)).replace(',', '')

export const lijst = (regels: readonly string[]): string => regels.map((regel) => `- ${regel}`).join('\n')

export const tabel = (koppen: readonly string[], rijen: ReadonlyArray<readonly string[]>): string =>
  [koppen, koppen.map(() => '---'), ...rijen].map((cellen) => `| ${cellen.join(' | ')} |`).join('\n')

/** Thousands apart, as people read them. */
export const getal = (waarde: number): string => waarde.toLocaleString('nl-NL')

export const document = (delen: ReadonlyArray<string | undefined>): string =>
  delen.filter((deel) => deel !== undefined && deel !== '').join('\n\n')

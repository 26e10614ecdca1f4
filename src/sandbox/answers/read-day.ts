// Reads a day strictly in one format: what is written another way is refused, so that a client's guess shows.

import { alsSleutel, leesDag } from '../../domain/datum.ts'

const pattern = (format: string) =>
  format
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace('yyyy', '(?<jaar>\\d{4})')
    .replace('MM', '(?<maand>\\d{2})')
    .replace('dd', '(?<dag>\\d{2})')
    .replace('HH', '(?<uur>[01]\\d|2[0-3])')
    .replace('mm', '(?<minuut>[0-5]\\d)')
    .replace('ss', '(?<seconde>[0-5]\\d)')

/** A reader of one format of `yyyy MM dd HH mm ss`. It gives `yyyy-MM-dd`, with a time when that is not midnight. */
export function createReadDay(format: string): (text: string) => string | undefined {
  const regel = new RegExp(`^${pattern(format)}$`)
  return (text) => {
    const { jaar = '', maand = '', dag = '', uur, minuut, seconde } = regel.exec(text)?.groups ?? {}
    const gelezen = leesDag(`${jaar}${maand}${dag}`)
    if (!gelezen) return undefined
    return alsSleutel({ ...gelezen, uur: Number(uur ?? 0), minuut: Number(minuut ?? 0), seconde: Number(seconde ?? 0) })
  }
}

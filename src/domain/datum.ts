// Dates in paths: read `yyyy-MM-dd`, `yyyyMMdd` or a moment, write them as the configured format of Vektis says.

/** A calendar day, or a moment where Vektis's format has room for a time. Months count from 1. */
export interface Dag {
  jaar: number
  maand: number
  dag: number
  uur: number
  minuut: number
  seconde: number
}

const DAG = /^(\d{4})-?(\d{2})-?(\d{2})$/
const MOMENT = /^\d{4}-\d{2}-\d{2}[Tt]([01]\d|2[0-3]):\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/

const LENGTES = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const isSchrikkeljaar = (jaar: number): boolean => (jaar % 4 === 0 && jaar % 100 !== 0) || jaar % 400 === 0

/** Counted, not asked of a Date: it is done for every question. */
function bestaat(jaar: number, maand: number, dag: number): boolean {
  const lengte = maand === 2 && isSchrikkeljaar(jaar) ? 29 : (LENGTES[maand - 1] ?? 0)
  return jaar > 0 && dag >= 1 && dag <= lengte
}

/** A day that exists (so not 30 February), in `yyyy-MM-dd` or `yyyyMMdd`. */
export function leesDag(tekst: string): Dag | undefined {
  const delen = DAG.exec(tekst)
  if (!delen || (tekst.length !== 8 && tekst.length !== 10)) return undefined
  const [jaar, maand, dag] = delen.slice(1).map(Number) as [number, number, number]
  return bestaat(jaar, maand, dag) ? { jaar, maand, dag, uur: 0, minuut: 0, seconde: 0 } : undefined
}

const klok = new Intl.DateTimeFormat('nl-NL', {
  timeZone: 'Europe/Amsterdam',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** The same moment on the wall clock of Amsterdam, where the register lives. */
export function inAmsterdam(ms: number): Dag {
  const delen = new Map(klok.formatToParts(ms).map((deel) => [deel.type, Number(deel.value)]))
  const deel = (naam: Intl.DateTimeFormatPartTypes) => delen.get(naam) ?? 0
  return {
    jaar: deel('year'),
    maand: deel('month'),
    dag: deel('day'),
    uur: deel('hour'),
    minuut: deel('minute'),
    seconde: deel('second'),
  }
}

/** A moment of RFC 3339, as the wall clock of Amsterdam reads it. */
export function leesMoment(tekst: string): Dag | undefined {
  if (!MOMENT.test(tekst) || !leesDag(tekst.slice(0, 10))) return undefined
  const ms = Date.parse(tekst.toUpperCase())
  return Number.isNaN(ms) ? undefined : inAmsterdam(ms)
}

const vier = (getal: number): string => String(getal).padStart(4, '0')
const twee = (getal: number): string => (getal < 10 ? `0${getal}` : String(getal))

/** Writes a day in a format of `yyyy MM dd HH mm ss` and literal characters. */
export const schrijfDag = (dag: Dag, formaat: string): string =>
  formaat
    .replace('yyyy', vier(dag.jaar))
    .replace('MM', twee(dag.maand))
    .replace('dd', twee(dag.dag))
    .replace('HH', twee(dag.uur))
    .replace('mm', twee(dag.minuut))
    .replace('ss', twee(dag.seconde))

const heeftTijd = ({ uur, minuut, seconde }: Dag): boolean => uur + minuut + seconde > 0

/** What is left of a moment in a format: where that has no room for a part of it, nought. The same one when all is. */
export const afgerond = (dag: Dag, formaat: string): Dag =>
  heeftTijd(dag)
    ? {
        ...dag,
        uur: formaat.includes('HH') ? dag.uur : 0,
        minuut: formaat.includes('mm') ? dag.minuut : 0,
        seconde: formaat.includes('ss') ? dag.seconde : 0,
      }
    : dag

/** `yyyy-MM-dd`, or with a time where the day has one: how keys of the cache write a day. */
export function alsSleutel(dag: Dag): string {
  const datum = `${vier(dag.jaar)}-${twee(dag.maand)}-${twee(dag.dag)}`
  return heeftTijd(dag) ? `${datum}T${twee(dag.uur)}:${twee(dag.minuut)}:${twee(dag.seconde)}` : datum
}

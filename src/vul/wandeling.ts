// One step of a first fill: from the state that stands there to the next, and what of it is to be told.

import type { Clock } from '../lib/clock.ts'
import type { Haal, Tegenslag, Uitkomst } from './haal.ts'
import type { Lijst } from './omvang.ts'
import { leesPagina, type Pagina, waaromNiet } from './pagina.ts'
import type { Volgende } from './plaats.ts'
import type { Reden, Stand, Tellingen } from './stand.ts'

export interface WandelingParts {
  clock: Clock
  /** What is granted in bulk now. */
  omvang: () => readonly Lijst[]
  /** One page of a list, from Vektis. */
  pagina: (lijst: Lijst, nummer: number, signal: AbortSignal) => Promise<unknown>
  haal: Haal
  tegenslag: (fault: unknown) => Tegenslag
}

/** After a page that failed, in ms: twice as long each time. When it fails for an hour the walk ends. */
const PAUSE = { first: 2_000, most: 60_000 }
const GIVE_UP_MS = 3_600_000
/** A party that fails while its page can be had. */
const TRIES = 3

type Gelezen = Pagina | Reden
const isReden = (gelezen: Gelezen): gelezen is Reden => typeof gelezen === 'string'

/** Rejects with the signal's reason alone. */
export function createWandeling({ clock, omvang, pagina, haal, tegenslag }: WandelingParts) {
  const pause = (times: number, signal: AbortSignal) =>
    clock.sleep(Math.min(PAUSE.first * 2 ** times, PAUSE.most), signal)

  async function lees(lijst: Lijst, nummer: number, signal: AbortSignal): Promise<Gelezen> {
    let giveUpAt = clock.monotonic() + GIVE_UP_MS
    for (let failed = 0; clock.monotonic() < giveUpAt; failed += 1) {
      try {
        return leesPagina(await pagina(lijst, nummer, signal), nummer)
      } catch (fault) {
        signal.throwIfAborted()
        const { geweigerd, wachtMs } = tegenslag(fault)
        if (geweigerd) return lijst.zorgsoort === null ? 'vraag-geweigerd' : 'zorgsoort-onbekend'
        // Not having a place is no failure: it is what a lane that gives way is for.
        giveUpAt += wachtMs ?? 0
        await (wachtMs === undefined ? pause(failed, signal) : clock.sleep(wachtMs, signal))
      }
    }
    return 'vektis-faalt'
  }

  const breekAf = (at: Stand, reden: Reden): Volgende => ({ ...at, fase: 'afgebroken', reden, opPagina: 0 })

  async function tel(at: Stand, lijst: Lijst, signal: AbortSignal): Promise<Volgende> {
    const gelezen = await lees(lijst, 1, signal)
    if (isReden(gelezen)) return breekAf(at, gelezen)
    const { paginas, partijen } = gelezen
    // A zorgsoort of which there is nobody is no surprise; a register without anybody is.
    if (lijst.zorgsoort === null && partijen === 0) return breekAf(at, 'pagina-leeg')
    return { ...at, geteld: [...at.geteld, { paginas, partijen }] }
  }

  /**
   * The page is read anew for each try, and waits while Vektis answers nobody: so no party is passed over for a fault that
   * is not its own.
   */
  async function vulPagina(at: Stand, onVoortgang: (gedaan: number) => void, signal: AbortSignal): Promise<Volgende> {
    const [lijst, geteld] = [at.lijsten[at.lijst], at.geteld[at.lijst]]
    if (!lijst || !geteld) return { ...at, fase: 'klaar' }
    const uitkomsten = new Map<string, Uitkomst>()
    for (let tried = 1; ; tried += 1) {
      const gelezen = await lees(lijst, at.pagina, signal)
      if (isReden(gelezen)) return breekAf(at, gelezen)
      const reden = waaromNiet(gelezen, geteld, at)
      if (reden) return breekAf(at, reden)
      const gevraagd = [...gelezen.codes].filter(([, type]) => lijst.partijtypen.includes(type))
      const open = gevraagd.filter(([code]) => !uitkomsten.has(code))
      const buiten = gelezen.rijen - gevraagd.length
      let gedaan = gelezen.rijen - open.length
      onVoortgang(gedaan)
      await haal(
        open,
        (code, uitkomst) => {
          uitkomsten.set(code, uitkomst)
          onVoortgang((gedaan += 1))
        },
        signal,
      )
      const mislukt = gevraagd.filter(([code]) => !uitkomsten.has(code)).length
      if (mislukt === 0 || tried === TRIES) return verder(at, gelezen, telling(uitkomsten, buiten, mislukt))
      await pause(tried, signal)
    }
  }

  function telling(uitkomsten: ReadonlyMap<string, Uitkomst>, buiten: number, mislukt: number): Tellingen {
    const gehaald = [...uitkomsten.values()].filter((uitkomst) => uitkomst === 'gehaald').length
    return { gehaald, bewaard: uitkomsten.size - gehaald, buiten, mislukt }
  }

  function verder(at: Stand, { paginas, kenmerk }: Pagina, nieuw: Tellingen): Volgende {
    const { gehaald, bewaard, buiten, mislukt } = at.tellingen
    const next: Volgende = {
      ...at,
      opPagina: 0,
      tellingen: {
        gehaald: gehaald + nieuw.gehaald,
        bewaard: bewaard + nieuw.bewaard,
        buiten: buiten + nieuw.buiten,
        mislukt: mislukt + nieuw.mislukt,
      },
    }
    return at.pagina < paginas
      ? { ...next, pagina: at.pagina + 1, eerste: at.eerste ?? kenmerk, vorige: kenmerk }
      : { ...next, lijst: at.lijst + 1, pagina: 1, eerste: null, vorige: null }
  }

  /** The state after one page, or after one list was counted. `onVoortgang`: so many parties of the page are dealt with. */
  return async function stap(at: Stand, onVoortgang: (gedaan: number) => void, signal: AbortSignal): Promise<Volgende> {
    if (JSON.stringify(omvang()) !== JSON.stringify(at.lijsten)) return breekAf(at, 'policy-gewijzigd')
    const teTellen = at.lijsten[at.geteld.length]
    return teTellen ? tel(at, teTellen, signal) : vulPagina(at, onVoortgang, signal)
  }
}

export type Wandeling = ReturnType<typeof createWandeling>

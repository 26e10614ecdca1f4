// What the lease tells the rest of the process, each change once.

interface Parts {
  onHolder: (holder: string | undefined) => void
  onAway: (away: boolean) => void
}

export interface Signs {
  setHolder: (holder: string | undefined) => void
  setAway: (away: boolean) => void
  holder: () => string | undefined
  isAway: () => boolean
}

export function createSigns({ onHolder, onAway }: Parts): Signs {
  let holder: string | undefined
  let away = false

  return {
    setHolder: (now) => {
      if (now === holder) return
      holder = now
      onHolder(now)
    },
    setAway: (now) => {
      if (now === away) return
      away = now
      onAway(now)
    },
    holder: () => holder,
    isAway: () => away,
  }
}

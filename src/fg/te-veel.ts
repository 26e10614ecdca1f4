// The bound on what one question may remember: half an answer would be taken for a whole one, so there is none.

export class TeVeel extends Error {
  constructor() {
    super('het antwoord wordt te groot: kies een kortere periode')
    this.name = 'TeVeel'
  }
}

/** Counts what is remembered. @throws TeVeel beyond the bound */
export function createGrens(hoogstens: number): () => void {
  let onthouden = 0
  return () => {
    onthouden += 1
    if (onthouden > hoogstens) throw new TeVeel()
  }
}

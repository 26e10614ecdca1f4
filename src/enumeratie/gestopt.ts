// Raised where a stopped caller asks something.

export class Gestopt extends Error {
  /** When the stop ends by itself, in ms since the epoch. */
  readonly tot: number

  constructor(tot: number) {
    super('this caller was seen walking through numbers')
    this.name = 'Gestopt'
    this.tot = tot
  }
}

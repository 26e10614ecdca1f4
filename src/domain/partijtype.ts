// The three kinds of zorgpartij and the code that Vektis gives each (AGB001).

export const partijtypen = ['zorgverlener', 'onderneming', 'vestiging'] as const
export type Partijtype = (typeof partijtypen)[number]

const perCode: Record<string, Partijtype> = { '1': 'zorgverlener', '2': 'onderneming', '3': 'vestiging' }

/** The kind behind a code of AGB001, or undefined when Vektis adds one that we do not know: then nobody may see it. */
export const partijtypeVanCode = (code: unknown): Partijtype | undefined =>
  typeof code === 'string' && Object.hasOwn(perCode, code) ? perCode[code] : undefined

export const codeVanPartijtype = (type: Partijtype): string =>
  Object.keys(perCode).find((code) => perCode[code] === type) as string

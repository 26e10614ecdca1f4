// The frame of every answer about the audit: over which period, out of how many files, and what could not be read.

import { type TProperties, Type } from 'typebox'
import type { Auditregel } from '../audit/regel.ts'
import { createLezing, type LezingParts } from './lezing.ts'
import { alsMoment } from './periode.ts'

const grens = (description: string) =>
  Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date-time', description })

export const moment = (description: string) => Type.String({ format: 'date-time', description })
export const tekst = (description: string) => Type.String({ description })
export const tekstOfNull = (description: string) =>
  Type.Unsafe<string | null>({ type: ['string', 'null'], description })
export const lijst = (description: string) => Type.Array(Type.String(), { description })
export const aantal = (description: string) => Type.Integer({ minimum: 0, description })

/** The schema of an answer: what the question itself gives, inside the frame. */
export const overzichtSchema = <T extends TProperties>(eigen: T, naam: { $id: string; description: string }) =>
  Type.Object(
    {
      van: grens('Eerste moment van de periode; null: zonder grens'),
      tot: grens('Moment tot waar de periode loopt, zelf niet meegeteld; null: zonder grens'),
      bestanden: aantal('Hoeveel bestanden zijn gelezen'),
      onleesbaar: Type.Object(
        {
          aantal: aantal('Hoeveel regels er zijn'),
          plaatsen: lijst('Waar de eerste honderd staan: bestand en regelnummer'),
        },
        { description: 'Regels die gewijzigd zijn en daarom niet meetellen: het overzicht kan onvolledig zijn' },
      ),
      ...eigen,
    },
    naam,
  )

export interface Kader {
  van: string | null
  tot: string | null
  bestanden: number
  onleesbaar: { aantal: number; plaatsen: string[] }
}

/**
 * Puts a question to the lines of a period.
 * @throws TeVeel when the answer does not fit; the file system's own error when a file cannot be read
 */
export async function maakOverzicht<T extends object>(
  parts: LezingParts,
  vraag: (regels: AsyncIterable<Auditregel>) => Promise<T>,
): Promise<Kader & T> {
  const { regels, onleesbaar, bestanden } = createLezing(parts)
  const antwoord = await vraag(regels)
  const { van, tot } = parts.periode
  return { van: alsMoment(van), tot: alsMoment(tot), bestanden: bestanden(), onleesbaar, ...antwoord }
}

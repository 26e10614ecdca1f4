// What the YAML parser has against a file, in Dutch and without a word of the file itself.

import type { Document, ErrorCode } from 'yaml'
import type { Place, Report } from './fault.ts'

const STRUCTURE = 'de opmaak klopt niet; kijk naar inspringing, dubbele punt en haakjes op deze plek'

const meldingen: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT:
    'de inspringing klopt niet of hierboven ontbreekt een sluithaakje; zet wat bij elkaar hoort even ver naar rechts',
  TAB_AS_INDENT: 'hier wordt met een tab ingesprongen; gebruik spaties',
  MISSING_CHAR: 'er ontbreekt een teken, zoals een aanhalingsteken, dubbele punt of haakje; vul het aan',
  BAD_DQ_ESCAPE: 'onbekend teken na \\; schrijf \\\\ of gebruik enkele aanhalingstekens',
  MULTIPLE_DOCS: 'het bestand heeft meer dan één document (---); houd er één over',
  NON_STRING_KEY: 'de naam van een eigenschap moet een enkel woord zijn; schrijf hem als tekst',
  MULTIPLE_ANCHORS: 'ankers (&) zijn niet toegestaan; schrijf de waarde voluit',
  BAD_ALIAS: 'verwijzingen (*) zijn niet toegestaan; schrijf de waarde voluit',
  BAD_DIRECTIVE: 'onbekende regel met %; haal hem weg',
  RESOURCE_EXHAUSTION: 'de opmaak is te diep genest om te lezen; vereenvoudig het bestand',
}

/** One broken bracket can make hundreds of errors behind it; those on the first lines tell the cause. */
const MAX_LINES = 3

/**
 * Reports what keeps the file from being read and says whether the rest of it is worth checking. After an error of
 * syntax or under another version of YAML it is not: the tree is not the one that was meant.
 */
export function explainSyntax(document: Document.Parsed, place: (offset: number) => Place, report: Report): boolean {
  const lines = new Set<number>()
  for (const { code, pos } of document.errors.toSorted((a, b) => a.pos[0] - b.pos[0])) {
    const at = place(pos[0])
    if (lines.has(at.line) || lines.size === MAX_LINES) continue
    lines.add(at.line)
    report(at, meldingen[code] ?? STRUCTURE)
  }
  const { yaml, tags } = document.directives
  const unknown = document.warnings.some(({ code }) => code === 'BAD_DIRECTIVE')
  const directive = unknown || yaml.explicit || Object.keys(tags).length > 1
  if (directive) report(place(0), 'het bestand begint met een regel met % (een YAML-richtlijn); haal die weg')
  return document.errors.length === 0 && !directive
}

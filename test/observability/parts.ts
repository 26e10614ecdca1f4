// What tests of the log and the metrics share: a logger whose lines can be read, and the samples of a registry.

import { createLogger } from '../../src/observability/logger.ts'

export function createReadableLogger(level = 'debug') {
  let said = ''
  const logger = createLogger(level, { write: (line) => void (said += line) })
  return {
    logger,
    text: () => said,
    lines: () =>
      said
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  }
}

export interface Sample {
  name: string
  labels: Record<string, string>
  value: number
}

/** Samples of a text in Prometheus' exposition format. */
export const samplesOf = (text: string): Sample[] =>
  Array.from(text.matchAll(/^(?<name>[a-z_]+)(?:\{(?<labels>.*)\})? (?<value>\S+)$/gm), ({ groups = {} }) => ({
    name: groups['name'] ?? '',
    labels: Object.fromEntries(
      Array.from((groups['labels'] ?? '').matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g), ([, key, value]) => [key, value]),
    ) as Record<string, string>,
    value: Number(groups['value']),
  }))

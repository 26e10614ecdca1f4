// An audit line as Logboek Dataverwerkingen spans: one for each betrokkene, and nothing about who asked.

import { hash } from 'node:crypto'
import { type HrTime, type SpanContext, SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api'
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import type { Auditregel } from '../audit/regel.ts'

export interface SpansParts {
  /** Of the gateway. */
  version: string
  /** Stands before `doel@versie` in the id of a processing activity. */
  register: string
}

/** The register of identifiers that a pseudonym stands for a code of. */
const AGB = 'http://fhir.nl/fhir/NamingSystem/agb-z'
const INSTANT: HrTime = [0, 0]

/**
 * Names and attributes are those of Logboek Dataverwerkingen. Ids follow from the hash of the line where the caller gave
 * no trace, so a span that arrives twice has the same id twice, and whoever has the audit finds the line back.
 */
export function createSpans({ version, register }: SpansParts): (regels: readonly Auditregel[]) => ReadableSpan[] {
  return (regels) => {
    const resources = new Map<string, Resource>()
    const resourceOf = (policy: string): Resource => {
      const known = resources.get(policy)
      if (known) return known
      const made = resourceFromAttributes({
        'service.name': 'agb-gateway',
        'service.version': version,
        'agb.policy.hash': policy,
      })
      resources.set(policy, made)
      return made
    }
    return regels.flatMap((regel) => {
      const resource = resourceOf(regel.policy)
      const betrokkenen = regel.betrokkenen.length > 0 ? regel.betrokkenen : [undefined]
      return betrokkenen.map((betrokkene, index) => asSpan(regel, betrokkene, index, { resource, version, register }))
    })
  }
}

function asSpan(
  regel: Auditregel,
  betrokkene: string | undefined,
  index: number,
  { resource, version, register }: SpansParts & { resource: Resource },
): ReadableSpan {
  const traceId = regel.traceId ?? regel.hash.slice(0, 32)
  const context: SpanContext = {
    traceId,
    spanId: hash('sha256', `${regel.hash}:${index}`, 'hex').slice(0, 16),
    traceFlags: TraceFlags.SAMPLED,
  }
  const moment = asHrTime(Date.parse(regel.tijdstip))
  return {
    name: regel.handeling,
    kind: SpanKind.SERVER,
    spanContext: () => context,
    ...(regel.spanId !== null && { parentSpanContext: { ...context, spanId: regel.spanId, isRemote: true } }),
    startTime: moment,
    endTime: moment,
    duration: INSTANT,
    ended: true,
    // Only a fault of ours is one; a refusal and a party that is not there are answers.
    status: { code: (regel.status ?? 0) >= 500 ? SpanStatusCode.ERROR : SpanStatusCode.UNSET },
    attributes: {
      ...(regel.doel !== null && { 'dpl.core.processing_activity_id': `${register}${regel.doel}` }),
      ...(betrokkene !== undefined && {
        'dpl.core.data_subject_id': betrokkene,
        'dpl.core.data_subject_id_type': AGB,
      }),
    },
    links: [],
    events: [],
    resource,
    instrumentationScope: { name: 'agb-gateway', version },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  }
}

const asHrTime = (ms: number): HrTime => [Math.floor(ms / 1000), (ms % 1000) * 1_000_000]

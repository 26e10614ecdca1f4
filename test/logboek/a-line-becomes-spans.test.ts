// An audit line as spans: one a betrokkene, with the names of Logboek Dataverwerkingen and nothing about who asked.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SpanStatusCode } from '@opentelemetry/api'
import type { Auditregel } from '../../src/audit/regel.ts'
import { createSpans } from '../../src/logboek/spans.ts'
import { makeRegel } from '../audit/parts.ts'

const spans = createSpans({ version: '1.2.3', register: 'https://register.example/verwerkingen/' })

const makeLine = (change: Partial<Auditregel> = {}): Auditregel => ({
  ...makeRegel(),
  tijdstip: '2026-11-22T12:00:00.123Z',
  keten: 'k',
  volgnummer: 1,
  vorige: null,
  hash: 'ab'.repeat(32),
  ...change,
})

test('each betrokkene has a span, in the trace of the caller and under its span', () => {
  const made = spans([makeLine({ betrokkenen: ['k1:aa', 'k1:bb'] })])
  assert.deepEqual(
    made.map(({ attributes }) => attributes),
    ['k1:aa', 'k1:bb'].map((pseudonym) => ({
      'dpl.core.processing_activity_id': 'https://register.example/verwerkingen/declaratie@3',
      'dpl.core.data_subject_id': pseudonym,
      'dpl.core.data_subject_id_type': 'http://fhir.nl/fhir/NamingSystem/agb-z',
    })),
  )
  for (const span of made) {
    assert.equal(span.name, 'raadplegen-zorgverlener')
    assert.equal(span.spanContext().traceId, '0af7651916cd43dd8448eb211c80319c')
    assert.equal(span.parentSpanContext?.spanId, 'b7ad6b7169203331')
    assert.deepEqual(span.startTime, [1_795_348_800, 123_000_000])
    assert.deepEqual(span.endTime, span.startTime)
    assert.deepEqual(span.resource.attributes, {
      'service.name': 'agb-gateway',
      'service.version': '1.2.3',
      'agb.policy.hash': 'f'.repeat(64),
    })
  }
  assert.equal(new Set(made.map((span) => span.spanContext().spanId)).size, 2)
})

test('nobody concerned is one span without a subject, and no doel none of an activity', () => {
  const [span, ...others] = spans([makeLine({ betrokkenen: [], doel: null })])
  assert.equal(others.length, 0)
  assert.deepEqual(span?.attributes, {})
})

test('without a trace of the caller the ids follow from the hash, the same each time', () => {
  const line = makeLine({ traceId: null, spanId: null })
  const [one] = spans([line])
  const [again] = spans([line])
  assert.equal(one?.spanContext().traceId, 'ab'.repeat(16))
  assert.deepEqual(again?.spanContext(), one?.spanContext())
  assert.equal(one?.parentSpanContext, undefined)
})

test('only a fault of ours is an error', () => {
  const codes = [200, 304, 403, 404, 429, 500, 502, 503, null].map(
    (status) => spans([makeLine({ status })])[0]?.status.code,
  )
  const { ERROR, UNSET } = SpanStatusCode
  assert.deepEqual(codes, [UNSET, UNSET, UNSET, UNSET, UNSET, ERROR, ERROR, ERROR, UNSET])
})

test('who asked stands nowhere in them', () => {
  const line = makeLine({ afnemer: 'geheime-afnemer', gebruiker: 'geheime-gebruiker', verzoekId: 'geheim-verzoek' })
  assert.doesNotMatch(JSON.stringify(spans([line])), /geheim/)
})

// Every metric that operators build on is there with words of help, its labels bounded whatever callers make up.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogus } from '../../src/domain/catalogus.ts'
import { withGateway } from '../support/gateway.ts'
import { samplesOf } from './parts.ts'

/** Name, type and labels. */
const contract: Array<[name: string, type: string, labels?: string[]]> = [
  ['agb_http_requests_total', 'counter', ['route', 'method', 'status', 'afnemer']],
  ['agb_http_duration_seconds', 'histogram'],
  ['agb_cache_answers_total', 'counter', ['result']],
  ['agb_cache_bytes', 'gauge', []],
  ['agb_upstream_calls_total', 'counter', ['status', 'role']],
  ['agb_upstream_duration_seconds', 'histogram'],
  ['agb_budget_slots_in_use', 'gauge', []],
  ['agb_budget_queue', 'gauge', ['lane']],
  ['agb_budget_wait_seconds', 'histogram'],
  ['agb_budget_refused_total', 'counter', ['reason']],
  ['agb_budget_rate', 'gauge', []],
  ['agb_breaker_open', 'gauge', ['breaker']],
  ['agb_dispatcher', 'gauge', []],
  ['agb_dispatcher_changes_total', 'counter', []],
  ['agb_mutaties_watermark_seconds', 'gauge', []],
  ['agb_mutaties_lag_seconds', 'gauge', []],
  ['agb_certificate_expiry_seconds', 'gauge', []],
  ['agb_audit_lines_total', 'counter', []],
  ['agb_audit_commit_seconds', 'histogram'],
  ['agb_policy_info', 'gauge', ['hash']],
  ['agb_policy_reloads_total', 'counter', ['result']],
  ['agb_filter_unknown_properties_total', 'counter', ['kind']],
  ['agb_alarm_total', 'counter', ['code']],
]

const ALARMS = [
  'vektis-401',
  'vektis-429',
  'vektis-onbereikbaar',
  'feed-achter',
  'verwijdering-wacht',
  'certificaat',
  'token',
  'policy',
  'doel-verlopen',
  'audit',
  'onbekende-eigenschap',
  'enumeratie',
  'redis',
]

test('each of them after some traffic', async (t) => {
  const gateway = await withGateway(t)
  gateway.sandbox.control.fault({ kind: 'extra-properties', times: 1 })
  await gateway.ask('/v2/zorgverleners/03000001')
  await gateway.ask('/v2/zorgverleners/03000001', { key: 'sleutel-smal' })
  await gateway.ask('/v2/zorgverleners/99999999', { headers: { prefer: 'wait=0' } })
  const text = await gateway.metrics()
  const samples = samplesOf(text)
  for (const [name, type, labels] of contract) {
    assert.match(text, new RegExp(`^# HELP ${name} \\S.{8,}$`, 'm'), `${name} has no help`)
    assert.match(text, new RegExp(`^# TYPE ${name} ${type}$`, 'm'))
    const own = samples.filter((sample) => sample.name === name)
    if (type === 'histogram') continue
    assert.ok(own.length > 0, `${name} has no sample`)
    for (const sample of own) assert.deepEqual(Object.keys(sample.labels).sort(), [...(labels ?? [])].sort(), name)
  }
  const alarms = samples.filter(({ name }) => name === 'agb_alarm_total').map(({ labels }) => labels['code'])
  assert.deepEqual(alarms, ALARMS)
})

test('labels hold patterns and names of the policy, however callers ask', async (t) => {
  const gateway = await withGateway(t)
  const codes = gateway.sandbox.control.sample().zorgverlener.actief ?? []
  for (const code of codes) await gateway.ask(`/v2/zorgverleners/${code}`)
  for (const at of [1, 2, 3]) {
    await gateway.ask(`/v2/onbekend/${at}`)
    await gateway.ask(`/v2/zorgverleners/${at}`, { key: `verzonnen-${at}` })
    await gateway.ask(`/v2/zorgverleners/0300000${at}`, { doel: `verzonnen-${at}` })
  }
  const text = await gateway.metrics()
  const requests = samplesOf(text).filter(({ name }) => name === 'agb_http_requests_total')
  const patterns = new Set(['-', ...catalogus.map(({ pad }) => pad.replace(/\{(\w+)\}/g, ':$1'))])
  for (const { labels } of requests) {
    assert.ok(patterns.has(labels['route'] ?? ''), String(labels['route']))
    assert.ok(['alles', '-'].includes(labels['afnemer'] ?? ''), String(labels['afnemer']))
    assert.ok(['GET', 'OTHER'].includes(labels['method'] ?? ''))
  }
  for (const code of [...codes, 'verzonnen']) assert.ok(!text.includes(code), code)
})

test('callers do not reach the management door, and the management door has no data', async (t) => {
  const gateway = await withGateway(t)
  for (const path of ['/metrics', '/readyz', '/livez']) assert.equal((await gateway.ask(path)).status, 404)
  assert.equal((await fetch(`${gateway.managementUrl}/v2/landen`)).status, 404)
})

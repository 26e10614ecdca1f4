// How a call to Vektis ended becomes a count, and an alarm where somebody has to act.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NoLine } from '../../src/domain/outcome.ts'
import { createMetrics } from '../../src/observability/metrics.ts'
import { createReporters } from '../../src/observability/reporters.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createReadableLogger, samplesOf } from './parts.ts'

const ROLE = 'RaadplegenZorgpartij'

function stage() {
  const alarms: string[] = []
  const metrics = createMetrics()
  const clock = createFakeClock()
  const { logger, lines } = createReadableLogger()
  const report = createReporters({ metrics, clock, logger, alarm: (code) => void alarms.push(code) })
  return { report, alarms, metrics, clock, lines }
}

const outcomes: Array<[told: { kind: string; status?: number; reason?: string }, label: string, alarms: string[]]> = [
  [{ kind: 'record' }, '200', []],
  [{ kind: 'absent' }, '404', []],
  [{ kind: 'limited' }, '429', ['vektis-429']],
  [{ kind: 'refused', status: 400 }, '400', []],
  [{ kind: 'refused', status: 401 }, '401', ['vektis-401']],
  [{ kind: 'refused', status: 403 }, '403', ['vektis-401']],
  [{ kind: 'failed', reason: 'status', status: 503 }, '503', ['vektis-onbereikbaar']],
  [{ kind: 'failed', reason: 'timeout' }, 'timeout', ['vektis-onbereikbaar']],
]

for (const [told, label, expected] of outcomes) {
  test(`${JSON.stringify(told)} counts as ${label} and raises ${expected.join() || 'nothing'}`, async () => {
    const { report, alarms, metrics } = stage()
    report.outcome(ROLE, told)
    assert.deepEqual(alarms, expected)
    const samples = samplesOf(await metrics.registry.metrics())
    const counted = samples.filter(({ name, value }) => name === 'agb_upstream_calls_total' && value > 0)
    assert.deepEqual(
      counted.map(({ labels }) => labels),
      [{ status: label, role: ROLE }],
    )
  })
}

test('unknown properties are counted per kind of answer and raise an alarm', async () => {
  const { report, alarms, metrics } = stage()
  report.unknown('Zorgverlener', 3)
  assert.deepEqual(alarms, ['onbekende-eigenschap'])
  const text = await metrics.registry.metrics()
  assert.match(text, /^agb_filter_unknown_properties_total\{kind="Zorgverlener"\} 3$/m)
})

test('a call is timed, also one that fails', async () => {
  const { report, metrics, clock } = stage()
  const open = report.timedLines(async () => ({
    call: async (ms: number) => {
      await clock.advance(ms)
      throw new Error('lost')
    },
  }))
  const line = await open()
  await assert.rejects(line.call(1500), /lost/)
  assert.match(await metrics.registry.metrics(), /^agb_upstream_duration_seconds_sum 1\.5$/m)
})

test('no connection is an alarm, a wait for one that was broken off is none', async () => {
  const { report, alarms } = stage()
  const none = report.timedLines(() => Promise.reject<{ call: () => Promise<void> }>(new NoLine('tls')))
  await assert.rejects(none(), NoLine)
  const left = report.timedLines(() => Promise.reject<{ call: () => Promise<void> }>(new Error('left')))
  await assert.rejects(left(), /left/)
  assert.deepEqual(alarms, ['vektis-onbereikbaar'])
})

test('a doel that lapsed raises an alarm, another refusal does not', () => {
  const { report, alarms } = stage()
  report.problem({ code: 'doel-niet-toegestaan' })
  report.problem({ code: 'doel-verlopen' })
  assert.deepEqual(alarms, ['doel-verlopen'])
})

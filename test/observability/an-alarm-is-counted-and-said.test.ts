// Every alarm counts; the log gets the first of each kind and then one a minute, as an error line that names it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAlarm } from '../../src/observability/alarm.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createReadableLogger } from './parts.ts'

function stage() {
  const clock = createFakeClock()
  const { logger, lines } = createReadableLogger()
  const counted: string[] = []
  const alarm = createAlarm({ logger, clock, count: (code) => void counted.push(code) })
  return { clock, lines, counted, alarm }
}

test('the line is an error with the code', () => {
  const { alarm, lines } = stage()
  alarm('redis', 'Redis fails', { err: new Error('away') })
  const [line] = lines()
  assert.equal(line?.['level'], 'error')
  assert.equal(line?.['alarm'], 'redis')
  assert.equal(line?.['msg'], 'Redis fails')
  assert.equal((line?.['err'] as Error | undefined)?.message, 'away')
})

test('one a minute is said, every one is counted, and kinds do not silence one another', async () => {
  const { alarm, lines, counted, clock } = stage()
  alarm('redis', 'away')
  await clock.advance(59_999)
  alarm('redis', 'away')
  alarm('redis', 'another fault of the same code')
  alarm('audit', 'another code')
  await clock.advance(1)
  alarm('redis', 'away')
  assert.deepEqual(
    lines().map(({ msg }) => msg),
    ['away', 'another fault of the same code', 'another code', 'away'],
  )
  assert.deepEqual(counted, ['redis', 'redis', 'redis', 'audit', 'redis'])
})

test('a detail cannot take the place of the code', () => {
  const { alarm, lines } = stage()
  alarm('token', 'message', { alarm: 'redis' })
  assert.equal(lines()[0]?.['alarm'], 'token')
})

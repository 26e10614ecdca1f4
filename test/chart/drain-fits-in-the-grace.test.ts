// The pod is not killed before the last caller has an answer.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderPod } from './support/pod.ts'

/** What a caller may ask for at most with `Prefer: wait=N`. */
const LONGEST_WAIT_SECONDS = 60

for (const delay of [0, 5, 600]) {
  test(`a delay of ${delay} s before the door closes leaves time for the longest wait`, async () => {
    const { spec } = await renderPod({ config: { SHUTDOWN_DELAY_SECONDS: delay } })
    assert.ok((spec.terminationGracePeriodSeconds ?? 0) > delay + LONGEST_WAIT_SECONDS)
  })
}

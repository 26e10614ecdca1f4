// Time as a part that can be replaced, so that tests never wait.

export interface Clock {
  /** Milliseconds since the Unix epoch: for moments that people and other machines read. */
  now: () => number
  /** Milliseconds that only ever go forward: for durations. */
  monotonic: () => number
  /** Resolves after `ms`, or rejects with the signal's reason. Does not keep the process alive. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>
}

/** Not `node:timers/promises`, which rejects with an error of its own and makes a stack for it: most sleeps are cut short. */
function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  if (signal?.aborted) {
    reject(signal.reason)
    return promise
  }
  const cutShort = () => {
    clearTimeout(timer)
    reject(signal?.reason)
  }
  const timer = setTimeout(() => {
    signal?.removeEventListener('abort', cutShort)
    resolve()
  }, ms).unref()
  signal?.addEventListener('abort', cutShort, { once: true })
  return promise
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep,
}

// What happens in Redis, each in one step: a walk is counted by all replicas together, and stopped once.

import { GESTOPT } from './stand.ts'

const NOT_WHEN_STOPPED = (reply: string) => `
local stand = redis.call('GET', KEYS[1]) or ''
if string.find(stand, '${GESTOPT}', 1, true) then return ${reply} end`

const REMEMBER = `
redis.call('ZADD', KEYS[2], 'NX', ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[3])
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - ARGV[4])
redis.call('PEXPIRE', KEYS[2], ARGV[5])`

/**
 * A code that was not held: adds it and gives all of late, this one among them. Counting and reading are one step:
 * A adds the 59th - B adds the 60th - A reads 60, B reads 60, and the first to read what is too many stops the caller.
 * A stopped caller is not counted, or what is still under way would begin the next count.
 * KEYS stand, codes; ARGV block, now, oldest, max, span
 */
export const MISSER = `${NOT_WHEN_STOPPED("{stand, ''}")}${REMEMBER}
return {stand, table.concat(redis.call('ZRANGE', KEYS[2], 0, -1))}`

/**
 * A code that does not exist, and how many known answers a replica gave since it last told: by halves of a span, three
 * of which count, as in spoor.ts.
 * KEYS stand, unknown, known; ARGV block, now, oldest, max, span, known, half
 */
export const ONBEKEND = `${NOT_WHEN_STOPPED('{stand, 0, 0}')}${REMEMBER}
redis.call('HINCRBY', KEYS[3], ARGV[7], ARGV[6])
redis.call('HDEL', KEYS[3], ARGV[7] - 3)
redis.call('PEXPIRE', KEYS[3], 2 * ARGV[5])
local known = 0
for half = ARGV[7] - 2, tonumber(ARGV[7]) do known = known + (redis.call('HGET', KEYS[3], half) or 0) end
return {stand, redis.call('ZCARD', KEYS[2]), known}`

/**
 * Writes a stand down and forgets what was counted under the other keys. Over a stop goes only a release.
 * KEYS stand, …what to forget; ARGV stand, milliseconds, over a stop (1 or 0)
 */
export const ZET = `
local stand = redis.call('GET', KEYS[1]) or ''
if ARGV[3] == '0' and string.find(stand, '${GESTOPT}', 1, true) then return stand end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
for at = 2, #KEYS do redis.call('DEL', KEYS[at]) end
return ARGV[1]`

-- Takes one slot, under the token of the lease: who lost it takes nothing any more.
-- ARGV: 3 process, 4 token, 5 slot, 6 take.

local process, token, index, take = ARGV[3], ARGV[4], ARGV[5], ARGV[6]

if not written() then
  return { 'unwritten', ms(now) }
end
local lease = redis.call('HMGET', book, 'token', 'holder', index)
if lease[1] ~= token or lease[2] ~= process then
  return { 'lost', ms(now), lease[1], lease[2] }
end
local slot = readSlot(lease[3] or nil)
if slot.freeAt > now then
  redis.call('HSET', book, index, writeSlot(slot))
  return { 'later', ms(now), ms(slot.freeAt - now) }
end
redis.call('HSET', book, index, writeSlot({ freeAt = now + longestMs, take = take }))
return { 'taken', ms(now) }

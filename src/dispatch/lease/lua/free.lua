-- Lets a slot be free sooner than its take said, whoever holds the lease now. Run late or twice it frees no sooner.
-- ARGV: 3 slot, 4 take, 5 in how many ms.

local index, take, freeAt = ARGV[3], ARGV[4], now + ARGV[5]

local held = redis.call('HGET', book, index)
local slot = readSlot(held or nil)
if slot.take == take and slot.freeAt > freeAt then
  redis.call('HSET', book, index, writeSlot({ freeAt = freeAt, take = take }))
end
return { 'freed', ms(now) }

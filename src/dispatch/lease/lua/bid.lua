-- Decides who goes on when the book is not written: of those who bid, the one who held the lease last.
-- ARGV: 3 process, 4 lease (ms), 5 slots, 6 own last token, 7 newest token seen, 8 how long all slots are held when nobody
-- knows them (ms), 9 note, 10... slots that the process knows.

local process, leaseMs, count = ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
local own, seen, unknownMs, note = ARGV[6], ARGV[7], tonumber(ARGV[8]), ARGV[9]

-- How long bids are taken, from the first; while the holder of the newest token has not bid it is waited for longer.
local openMs, openLongerMs = 300, 900
-- A bidder repeats itself each 100 ms. Who does not is gone, and must not stand in the way.
local bidMs, roundMs = 250, 2000

if written() then
  return { 'written', ms(now) }
end

local round = { first = now, last = now, newest = '' }
local held = redis.call('HMGET', bids, 'run', 'first', 'last', 'newest')
if held[1] == run and tonumber(held[2]) <= now and now - held[3] <= roundMs then
  round = { first = tonumber(held[2]), newest = held[4] }
else
  redis.call('DEL', bids)
end
for _, token in ipairs({ own, seen }) do
  if token > round.newest then
    round.newest = token
  end
end
redis.call('HSET', bids, 'run', run, 'first', ms(round.first), 'last', ms(now), 'newest', round.newest)
redis.call('HSET', bids, 'bid:' .. process, ms(now) .. ' ' .. own .. ' ' .. process)

local bestToken, bestProcess = '', ''
for _, bid in ipairs(redis.call('HVALS', bids)) do
  local at, token, bidder = string.match(bid, '^(%S+) (%S*) (%S+)$')
  if at and now - at <= bidMs and (token > bestToken or token == bestToken and bidder > bestProcess) then
    bestToken, bestProcess = token, bidder
  end
end

local known = bestToken >= round.newest and bestToken ~= ''
local closesAt = round.first + ((known or round.newest == '') and openMs or openLongerMs)
if now < closesAt or bestProcess ~= process then
  return { 'bidding', ms(now), ms(math.max(0, closesAt - now)) }
end

-- Another server's book may be old, but it can only hold longer. Who held the lease last knows better.
local slots = known and {} or readSlots(count)
local heldUntil = known and 0 or round.first + openMs + unknownMs
for index = 1, count do
  slots[index] = slots[index] or readSlot()
  if slots[index].freeAt < heldUntil then
    slots[index] = { freeAt = heldUntil, take = '' }
  end
end
return grant(process, leaseMs, round.newest, bring(slots, 10), note)

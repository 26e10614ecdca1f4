-- Looks who holds the lease, and takes it where that is wanted and it is free, or held by the process itself.
-- ARGV: 3 'look', 'claim' or 'sure', 4 process, 5 lease (ms), 6 slots, 7 own last token, 8 newest token seen, 9 note,
-- 10... slots that the process knows. Sure: it held the lease a moment ago and knows every slot there is.

local want, process, leaseMs, count = ARGV[3], ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6])
local own, seen, note = ARGV[7], ARGV[8], ARGV[9]

if not written() then
  if want ~= 'sure' then
    return { 'unwritten', ms(now) }
  end
  local unknown = {}
  for index = 1, count do
    unknown[index] = readSlot()
  end
  return grant(process, leaseMs, seen > own and seen or own, bring(unknown, 10), note)
end

local lease = redis.call('HMGET', book, 'token', 'holder', 'until', 'note')
local token, holder, heldUntil = lease[1], lease[2], tonumber(lease[3])
-- The time went back: nobody holds it for longer than a lease from now.
if heldUntil > now + leaseMs then
  heldUntil = now + leaseMs
  redis.call('HSET', book, 'until', ms(heldUntil))
end

local free = heldUntil <= now
if want == 'look' or not (free or holder == process) then
  -- Whoever looks brings the calls that it still has out, for the holder may not know of them.
  if #ARGV >= 10 then
    for index, slot in ipairs(bring(readSlots(count), 10)) do
      redis.call('HSET', book, index - 1, writeSlot(slot))
    end
  end
  return { free and 'free' or 'held', ms(now), token, holder, ms(heldUntil - now) }
end

local slots = readSlots(count)
if want == 'sure' and token == own then
  -- Nobody has written since: what the process knows is all, and right, though the server's time moved.
  for _, slot in ipairs(slots) do
    slot.freeAt, slot.take = 0, ''
  end
end
return grant(process, leaseMs, seen > token and seen or token, bring(slots, 10), lease[4])

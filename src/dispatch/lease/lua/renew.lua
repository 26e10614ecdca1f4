-- Holds the lease for longer, under its token, and tells what the book holds.
-- ARGV: 3 process, 4 lease (ms), 5 slots, 6 token, 7 note.

local process, leaseMs, count, token, note = ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5]), ARGV[6], ARGV[7]

if not written() then
  return { 'unwritten', ms(now) }
end
local lease = redis.call('HMGET', book, 'token', 'holder')
if lease[1] ~= token or lease[2] ~= process then
  return { 'lost', ms(now), lease[1], lease[2] }
end
redis.call('HSET', book, 'until', ms(now + leaseMs), 'note', note)
return addSlots({ 'renewed', ms(now) }, readSlots(count))

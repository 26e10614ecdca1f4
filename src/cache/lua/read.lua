#!lua flags=no-writes
-- The events after a cursor. Without a list of them: this is another epoch, or some that came after are gone. Without an
-- epoch: nobody vouches for what stands here.
-- KEYS: the shared state, the stream. ARGV: 1 epoch, 2 cursor, 3 events at most.

local shared = redis.call('HMGET', KEYS[1], 'epoch', 'seq', 'run')
local epoch, seq, cursor = shared[1], tonumber(shared[2] or '0'), tonumber(ARGV[2])
-- Emptied, or another server or a restart since it was vouched for: it may lack what was told.
if not epoch or shared[3] ~= string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') then
  return { '', seq }
end
if epoch ~= ARGV[1] or seq < cursor then
  return { epoch, seq }
end
if seq == cursor then
  return { epoch, seq, {} }
end
local told = redis.call('XRANGE', KEYS[2], (cursor + 1) .. '-0', '+', 'COUNT', ARGV[3])
if #told == 0 or told[1][1] ~= (cursor + 1) .. '-0' then
  return { epoch, seq }
end
local events = {}
for at, entry in ipairs(told) do
  events[at] = entry[2][2]
end
return { epoch, seq, events }

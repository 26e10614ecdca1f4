-- Keeps an entry, and under each of its tags that it is held, unless what is held was fetched later or one of its tags
-- was erased after its fetch began.
-- KEYS: 8 entry, 9... sets of its tags. ARGV: 5 value ('': there is no room for it here), 6 fetch time (16 digits),
-- 7 delete at, 8 key, 9 event when it takes the place of another, 10... tags.

local refused = refusal()
if refused then
  return refused
end
local value, fetchedAt, deleteAt, key = ARGV[5], ARGV[6], ARGV[7], ARGV[8]

for from = 10, #ARGV, 1000 do
  local marks = redis.call('HMGET', KEYS[4], unpack(ARGV, from, math.min(from + 999, #ARGV)))
  for _, before in ipairs(marks) do
    if before and before > fetchedAt then
      return 'erased'
    end
  end
end

local held = fetchTime(KEYS[8])
if held and held > fetchedAt then
  return 'later'
end

local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
-- What is over by now takes nobody's place, and need not be held.
if tonumber(deleteAt) <= tonumber(now) then
  return 'later'
end

-- Scores are the moments at which Redis drops the entries, so what is gone leaves these sets by itself.
local function list(set)
  redis.call('ZREMRANGEBYSCORE', set, '-inf', now)
  redis.call('ZADD', set, deleteAt, key)
  redis.call('PEXPIREAT', set, deleteAt, 'NX')
  redis.call('PEXPIREAT', set, deleteAt, 'GT')
end
list(KEYS[6])
local latest = redis.call('HGET', KEYS[2], 'latest')
if not latest or latest < fetchedAt then
  redis.call('HSET', KEYS[2], 'latest', fetchedAt)
end
for at = 9, #KEYS do
  list(KEYS[at])
end

if value == '' then
  redis.call('DEL', KEYS[8])
  redis.call('HSET', KEYS[7], key, fetchedAt)
  redis.call('PEXPIREAT', KEYS[7], deleteAt, 'NX')
  redis.call('PEXPIREAT', KEYS[7], deleteAt, 'GT')
else
  redis.call('SET', KEYS[8], value, 'PXAT', deleteAt)
  redis.call('HDEL', KEYS[7], key)
end
if held and held < fetchedAt and vouched() then
  tell(ARGV[9])
end
return value == '' and 'listed' or 'kept'

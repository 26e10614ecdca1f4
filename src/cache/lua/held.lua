#!lua flags=no-writes
-- Which keys are held under each tag, and when each was fetched.
-- KEYS: 1 fetch times of entries for which there was no room, 2... sets of tags. ARGV: 1 place of an entry without its key.

local time = redis.call('TIME')
local now = string.format('(%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
local found = {}
for at = 2, #KEYS do
  local held = {}
  for _, key in ipairs(redis.call('ZRANGE', KEYS[at], now, '+inf', 'BYSCORE')) do
    local fetchedAt = redis.call('GETRANGE', ARGV[1] .. key, 0, 15)
    if fetchedAt == '' then
      fetchedAt = redis.call('HGET', KEYS[1], key)
    end
    if fetchedAt then
      table.insert(held, key)
      table.insert(held, fetchedAt)
    end
  end
  found[at - 1] = held
end
return found

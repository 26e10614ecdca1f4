-- Writes fields of the shared state, and tells of it when there is an event: all of it or nothing.
-- ARGV: 5 event ('': silent, whatever the epoch), 6... number of the key, field, value ('': delete the field).

if not ours() then
  return 'not-ours'
end
local event = ARGV[5]
if event ~= '' and not vouched() then
  return 'unvouched'
end
for at = 6, #ARGV, 3 do
  local place, field, value = KEYS[tonumber(ARGV[at])], ARGV[at + 1], ARGV[at + 2]
  if value == '' then
    redis.call('HDEL', place, field)
  else
    redis.call('HSET', place, field, value)
  end
end
if event ~= '' then
  tell(event)
end
return 'done'

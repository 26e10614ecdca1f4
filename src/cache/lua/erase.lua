-- Erases every entry that names one of these tags and was fetched before its mark, and leaves the mark: what a fetch
-- that began before brings later is refused. One step, so that no such entry comes in between.
-- KEYS: 8... sets of the tags. ARGV: 5 event, 6 place of an entry without its key, 7... tag, mark (16 digits).

if not ours() then
  return 'not-ours'
end
if not vouched() then
  return 'unvouched'
end
local gone = 0
for at = 8, #KEYS do
  local tag, before = ARGV[2 * at - 9], ARGV[2 * at - 8]
  for _, key in ipairs(redis.call('ZRANGE', KEYS[at], 0, -1)) do
    -- The places of the entries follow from what is held; the hash tag keeps them in the same slot of a Cluster.
    local fetchedAt = fetchTime(ARGV[6] .. key) or redis.call('HGET', KEYS[7], key)
    if not fetchedAt or fetchedAt < before then
      gone = gone + redis.call('DEL', ARGV[6] .. key)
      redis.call('ZREM', KEYS[at], key)
      redis.call('ZREM', KEYS[6], key)
      redis.call('HDEL', KEYS[7], key)
    end
  end
  local mark = redis.call('HGET', KEYS[4], tag)
  if not mark or mark < before then
    redis.call('HSET', KEYS[4], tag, before)
  end
end
tell(ARGV[5])
return { 'done', gone }

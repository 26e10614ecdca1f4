-- Begins an epoch: all that is known stands in the shared state now, and every reader begins with it anew.
-- ARGV: 5 the epoch before, as it was read: somebody else may have begun another. '' for none.

if not ours() then
  return 'not-ours'
end
if (redis.call('HGET', KEYS[2], 'epoch') or '') ~= ARGV[5] then
  return 'unvouched'
end
redis.call('DEL', KEYS[5])
redis.call('HDEL', KEYS[2], 'settled')
redis.call('HSET', KEYS[2], 'epoch', ARGV[2], 'run', run, 'seq', 0)
redis.call('PUBLISH', ARGV[3], '')
return 'done'
